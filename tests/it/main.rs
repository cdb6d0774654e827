//! All integration tests in one program: each further one would be linked again and run in turn.

mod any_input;
mod checks;
mod cli;
mod hostile;
mod ledger;
mod many;
mod output;
mod planted;
mod project;
mod publish;
mod publish_hosts;
mod remotes;
mod repeat;
mod sample;
mod schema;
mod search;
mod seen;
mod serve;
mod servers;
mod site;
mod snapshot;
mod start;
mod tidy;
mod verify;
