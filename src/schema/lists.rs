//! The words that a file may use and another one declares: offices of `site.yaml`, elements of a scheme, ids of rules.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::check;
use crate::config::Config;
use crate::diag::Sink;
use crate::input::Inputs;
use crate::scheme::{self, Scheme, Schemes};
use crate::site::Site;

/// Lists by name: words, and what each means where that is known in Thai.
#[derive(Debug, Clone, Default)]
pub struct Lists(BTreeMap<&'static str, Vec<(String, String)>>);

impl Lists {
    /// What is known without a site: schemes, grades and rules.
    #[must_use]
    pub fn built_in(inputs: &Inputs) -> Lists {
        let schemes = Schemes::find(inputs);
        let read: Vec<Arc<Scheme>> = schemes.ids().iter().filter_map(|id| schemes.by_id(id, inputs, &mut Sink::default())).collect();
        let mut res = Lists::default();
        res.add("schemes", read.iter().map(|it| (it.id.clone(), it.title.th.clone())));
        // One with a fault can be named too: the fault is told where it is.
        res.add("schemes", schemes.ids().into_iter().map(|id| (id.to_owned(), String::new())));
        res.add("grades", read.iter().flat_map(|it| &it.grades).map(|it| (it.id.clone(), it.title.th.clone())));
        let rules = check::all().into_iter().filter(|it| check::level::is_free(it));
        res.add("rules", rules.map(|it| (it.id.to_owned(), String::new())));
        res
    }

    /// What a site adds: its offices, and the elements of the schemes that its years use.
    #[must_use]
    pub fn of(site: &Site, inputs: &Inputs) -> Lists {
        let res = Lists::built_in(inputs);
        let res = if site.config.is_read { res.with_offices(&site.config) } else { res };
        site.years.iter().fold(res, |res, year| res.with_elements(&year.scheme))
    }

    /// With the offices of an agency.
    #[must_use]
    pub fn with_offices(mut self, config: &Config) -> Lists {
        self.add("offices", config.offices.iter().map(|it| (it.id.clone(), it.name.clone())));
        self
    }

    /// With the elements of a scheme's items.
    #[must_use]
    pub fn with_elements(mut self, scheme: &Scheme) -> Lists {
        self.add("elements", scheme.items.iter().flat_map(elements));
        self
    }

    /// With the elements of one item only.
    #[must_use]
    pub fn for_item(&self, asked: &scheme::Item) -> Lists {
        let mut res = self.clone();
        res.0.remove("elements");
        res.add("elements", elements(asked));
        res
    }

    /// A list, if it is known.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&[(String, String)]> {
        self.0.get(name).map(Vec::as_slice)
    }

    /// Adds words, each once.
    fn add(&mut self, name: &'static str, words: impl Iterator<Item = (String, String)>) {
        let list = self.0.entry(name).or_default();
        for (word, says) in words {
            if list.iter().all(|it| it.0 != word) {
                list.push((word, says));
            }
        }
    }
}

fn elements(asked: &scheme::Item) -> impl Iterator<Item = (String, String)> {
    asked.elements.iter().map(|it| (it.id.clone(), it.text.clone()))
}
