//! What has to be done so that a host shows a new section: what is added, changed, deleted, in which order.
//!
//! Pure: knows what stands on the host from whoever looked. Invariant: a plan never names a file that is not ours.

use std::collections::{BTreeMap, BTreeSet};

use crate::output::{Body, Digest, Manifest, Output, folders_of};
use crate::path::OutPath;

/// What is known of a host.
#[derive(Debug, Default, Clone)]
pub struct Standing {
    /// The files there that prongsai put there, as far as they are known; a file whose bytes nobody knows is `None`.
    pub ours: BTreeMap<OutPath, Option<Digest>>,
    /// Files that somebody else put at a path of the new section.
    pub foreign: BTreeSet<OutPath>,
    /// Folders that are there.
    pub folders: BTreeSet<String>,
    /// Files of ours that were on their way when a run was cut off: something of them may lie about.
    pub begun: BTreeSet<OutPath>,
    /// Whether a run was cut off before it could take its notes away.
    pub is_unfinished: bool,
}

/// What has to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Files to send, in the order of their stages, then of their paths.
    pub put: Vec<Put>,
    /// Files to delete, deepest first.
    pub delete: Vec<OutPath>,
    /// Number of files that stay as they are.
    pub n_same: usize,
    /// Folders to make, parents first.
    pub make: Vec<String>,
    /// Folders that may be left empty, deepest first.
    pub empty: Vec<String>,
    /// Files of somebody else that stand where ours should: nothing can be sent before they are gone, or given over.
    pub in_the_way: Vec<OutPath>,
    /// Number of our files on the host before.
    pub n_before: usize,
}

/// A file to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Put {
    /// Where it goes.
    pub path: OutPath,
    /// When it goes.
    pub stage: Stage,
    /// Whether a file of ours stands there.
    pub is_new: bool,
    /// Its length in bytes.
    pub size: u64,
    /// Its digest.
    pub digest: Digest,
}

/// When a file goes. What is linked to goes before what links to it, so that no link ever leads to nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Evidence, pictures, style.
    Evidence,
    /// Pages of items, measures, indicators.
    Pages,
    /// What lists pages: boards, link indexes, search, feed, sitemap.
    Indexes,
    /// What the web server reads: redirects, headers.
    Redirects,
}

/// When more files than this would be deleted, somebody is asked: a wrong folder or a lost year deletes much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// Number of files.
    pub files: usize,
    /// Share of our files on the host, in percent.
    pub percent: usize,
}

impl Default for Limit {
    fn default() -> Limit {
        Limit { files: 50, percent: 25 }
    }
}

/// Compares a new section with what stands on the host.
#[must_use]
pub fn plan(output: &Output, after: &Manifest, standing: &Standing) -> Plan {
    let mut put: Vec<Put> = Vec::new();
    let mut n_same = 0;
    for (path, body) in output.iter() {
        let Some(digest) = after.get(path) else { continue };
        match standing.ours.get(path) {
            Some(there) if *there == Some(digest) => n_same += 1,
            there => put.push(Put { path: path.clone(), stage: stage(path, body), is_new: there.is_none(), size: body.size(), digest }),
        }
    }
    put.sort_by(|a, b| (a.stage, &a.path).cmp(&(b.stage, &b.path)));
    let mut delete: Vec<OutPath> = standing.ours.keys().filter(|it| !after.contains(it)).cloned().collect();
    delete.sort_by_key(|it| (std::cmp::Reverse(it.as_str().matches('/').count()), it.clone()));
    let kept: BTreeSet<&str> = after.folders();
    let gone: BTreeSet<&str> = delete.iter().flat_map(folders_of).filter(|it| !kept.contains(it)).collect();
    let mut empty: Vec<String> = gone.into_iter().map(str::to_owned).collect();
    empty.sort_by_key(|it| (std::cmp::Reverse(it.matches('/').count()), it.clone()));
    let wanted: BTreeSet<&str> = put.iter().flat_map(|it| folders_of(&it.path)).collect();
    let make = wanted.into_iter().filter(|it| !standing.folders.contains(*it)).map(str::to_owned).collect();
    let in_the_way = put.iter().map(|it| &it.path).filter(|it| standing.foreign.contains(*it)).cloned().collect();
    Plan { put, delete, n_same, make, empty, in_the_way, n_before: standing.ours.len() }
}

impl Plan {
    /// Whether the host is as it should be already.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.put.is_empty() && self.delete.is_empty()
    }

    /// Number of files that are new on the host.
    #[must_use]
    pub fn n_new(&self) -> usize {
        self.put.iter().filter(|it| it.is_new).count()
    }

    /// Number of files whose bytes change.
    #[must_use]
    pub fn n_changed(&self) -> usize {
        self.put.len() - self.n_new()
    }

    /// Bytes to send.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.put.iter().map(|it| it.size).sum()
    }

    /// Whether more would be deleted than goes without asking.
    #[must_use]
    pub fn deletes_too_much(&self, limit: Limit) -> bool {
        let n = self.delete.len();
        n > limit.files || n * 100 > self.n_before * limit.percent
    }
}

/// When a file goes, by its place and by what it is.
fn stage(path: &OutPath, body: &Body) -> Stage {
    if matches!(body, Body::Copy { .. }) {
        return Stage::Evidence;
    }
    let path = path.as_str();
    let is_high = path.matches('/').count() < 2;
    let extension = path.rsplit_once('.').map_or("", |(_, it)| it);
    match extension {
        "htaccess" => Stage::Redirects,
        "html" if !is_high => Stage::Pages,
        "html" | "xml" | "json" | "csv" | "xlsx" | "txt" if is_high => Stage::Indexes,
        "js" if path.starts_with("search/") => Stage::Indexes,
        _ => Stage::Evidence,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn output(files: &[(&str, &str)]) -> Output {
        let mut res = Output::default();
        for (path, text) in files {
            res.insert(OutPath::new(path).expect("inside"), Body::Bytes(text.as_bytes().to_vec()));
        }
        res
    }

    fn standing(files: &[(&str, &str)]) -> Standing {
        let manifest = output(files).manifest();
        Standing {
            ours: manifest.iter().map(|(path, digest)| (path.clone(), Some(digest))).collect(),
            folders: manifest.folders().into_iter().map(str::to_owned).collect(),
            ..Standing::default()
        }
    }

    fn planned(new: &[(&str, &str)], old: &[(&str, &str)]) -> Plan {
        let output = output(new);
        plan(&output, &output.manifest(), &standing(old))
    }

    fn puts(plan: &Plan) -> Vec<&str> {
        plan.put.iter().map(|it| it.path.as_str()).collect()
    }

    #[test]
    fn what_is_linked_to_goes_before_what_links_to_it() {
        let new = [
            (".htaccess", ""),
            ("2568/index.csv", ""),
            ("2568/index.html", ""),
            ("2568/o12/index.html", ""),
            ("2568/o12/table.csv", ""),
            ("assets/style.css", ""),
            ("index.html", ""),
            ("search/index.js", ""),
        ];
        let plan = planned(&new, &[]);
        assert_eq!(
            puts(&plan),
            [
                "2568/o12/table.csv",
                "assets/style.css",
                "2568/o12/index.html",
                "2568/index.csv",
                "2568/index.html",
                "index.html",
                "search/index.js",
                ".htaccess"
            ]
        );
        assert_eq!(plan.make, ["2568", "2568/o12", "assets", "search"]);
    }

    #[test]
    fn only_what_differs_goes_and_what_is_gone_is_deleted_deepest_first() {
        let plan = planned(
            &[("a/index.html", "1"), ("index.html", "2")],
            &[("a/index.html", "1"), ("b/c/d.pdf", ""), ("b/x.pdf", ""), ("index.html", "1")],
        );
        assert_eq!((puts(&plan), plan.n_same, plan.n_new(), plan.n_changed()), (vec!["index.html"], 1, 0, 1));
        assert_eq!(plan.delete.iter().map(OutPath::as_str).collect::<Vec<_>>(), ["b/c/d.pdf", "b/x.pdf"]);
        assert_eq!(plan.empty, ["b/c", "b"]);
        assert!(plan.make.is_empty());
    }

    #[test]
    fn bytes_that_nobody_knows_are_sent_again() {
        let mut host = standing(&[("index.html", "1")]);
        host.ours.values_mut().for_each(|it| *it = None);
        let output = output(&[("index.html", "1")]);
        assert_eq!(plan(&output, &output.manifest(), &host).n_changed(), 1);
    }

    #[test]
    fn files_of_others_stand_in_the_way_and_are_never_deleted() {
        let mut host = standing(&[]);
        host.foreign.extend(["index.html", "cms.php"].map(|it| OutPath::new(it).expect("inside")));
        let output = output(&[("index.html", "1")]);
        let plan = plan(&output, &output.manifest(), &host);
        assert_eq!((plan.in_the_way.len(), plan.delete.len()), (1, 0));
    }

    #[test]
    fn many_deletions_are_told_by_number_and_by_share() {
        let old: Vec<(String, &str)> = (0..100).map(|it| (format!("{it}.pdf"), "")).collect();
        let of = |kept: usize| {
            let old: Vec<(&str, &str)> = old.iter().map(|(path, text)| (path.as_str(), *text)).collect();
            planned(&old[..kept], &old)
        };
        assert!(!of(75).deletes_too_much(Limit::default()));
        assert!(of(74).deletes_too_much(Limit::default()));
        assert!(!of(74).deletes_too_much(Limit { percent: 30, ..Limit::default() }));
        assert!(of(74).deletes_too_much(Limit { files: 25, percent: 100 }));
        assert!(!planned(&[], &[]).deletes_too_much(Limit { files: 0, percent: 0 }));
    }

    fn any_files() -> impl Strategy<Value = BTreeMap<String, String>> {
        proptest::collection::btree_map("[ab]/[ab]\\.(html|pdf)|[ab]\\.html|\\.htaccess", "[01]", 0..8)
    }

    proptest! {
        #![proptest_config(ProptestConfig { rng_seed: proptest::test_runner::RngSeed::Fixed(6), ..ProptestConfig::default() })]

        #[test]
        fn a_plan_carried_out_gives_the_new_section(new in any_files(), old in any_files()) {
            let pairs = |it: &BTreeMap<String, String>| it.iter().map(|(a, b)| (a.clone(), b.clone())).collect::<Vec<_>>();
            let (new_pairs, old_pairs) = (pairs(&new), pairs(&old));
            let borrowed = |it: &'_ [(String, String)]| it.iter().map(|(a, b)| (a.clone(), b.clone())).collect::<BTreeMap<_, _>>();
            let new_refs: Vec<(&str, &str)> = new_pairs.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
            let old_refs: Vec<(&str, &str)> = old_pairs.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
            let plan = planned(&new_refs, &old_refs);
            let mut host = borrowed(&old_pairs);
            for put in &plan.put {
                host.insert(put.path.as_str().to_owned(), new[put.path.as_str()].clone());
            }
            for path in &plan.delete {
                prop_assert!(host.remove(path.as_str()).is_some(), "only what is there");
            }
            prop_assert_eq!(host, new);
        }
    }
}
