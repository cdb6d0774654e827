//! From documents to the [`Site`]: ids are looked up, links followed; what leads nowhere is reported and left out.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::link::{Target, Targets, Written};
use super::{Alias, Answered, Body, DataFile, Evidence, Indicator, Item, ItemPage, Measure, Site, Year};
use crate::config::Config;
use crate::content::data::Data;
use crate::content::front_matter::{Origin, filled};
use crate::content::indicator::IndicatorFile;
use crate::content::item::{EvidenceEntry, EvidenceTarget, ItemFile};
use crate::content::markdown::Fragment;
use crate::content::measure::{Answers, MeasureFile};
use crate::content::year::{YearFile, YearResult};
use crate::content::{Documents, YearDocuments};
use crate::diag::Sink;
use crate::diag::rules::{
    bad_alias, bad_value, duplicate_item, duplicate_url, misfiled_item, raw_html, unknown_element, unknown_item, unknown_office,
};
use crate::input::Inputs;
use crate::path::SitePath;
use crate::scheme::{Scheme, Schemes};
use crate::source::Span;
use crate::text::code::ItemCode;
use crate::text::date::FiscalYear;

/// Resolves what was read. Years without a readable `year.yaml` or scheme are left out; a finding says why.
pub fn assemble(config: Config, schemes: &Schemes, documents: Documents, inputs: &Inputs, sink: &mut Sink) -> Site {
    let targets = Targets::find(&documents, inputs);
    let assembler = Assembler { config: &config, schemes, targets: &targets, inputs };
    let resolved = documents.years.into_par_iter().map(|(year, documents)| {
        let mut sink = Sink::default();
        (assembler.year(year, documents, &mut sink), sink)
    });
    let mut years: Vec<Year> = Vec::new();
    for (year, found) in resolved.collect::<Vec<_>>() {
        sink.absorb(found);
        years.extend(year);
    }
    years.reverse();
    equal_queries(&years, sink);
    let retired = assembler.retired(sink);
    Site { config, years, retired }
}

/// Old addresses with a query have no page that could collide; two of them are found here.
fn equal_queries(years: &[Year], sink: &mut Sink) {
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    for year in years {
        for alias in year.aliases() {
            let Some(query) = &alias.query else { continue };
            let address = format!("{}?{query}", alias.path);
            if let Some(first) = seen.get(&address) {
                sink.push(duplicate_url::fault(alias.place.into(), &address, "aliases").also(*first, "ครั้งแรกอยู่ที่นี่", "first here"));
            } else {
                seen.insert(address, alias.place);
            }
        }
    }
}

struct Assembler<'a> {
    config: &'a Config,
    schemes: &'a Schemes,
    targets: &'a Targets,
    inputs: &'a Inputs,
}

impl Assembler<'_> {
    fn year(&self, year: FiscalYear, documents: YearDocuments, sink: &mut Sink) -> Option<Year> {
        let YearDocuments { year: file, items, unread_items, measures, indicators } = documents;
        let Some(file) = file else {
            self.no_year_file(year, sink);
            return None;
        };
        let YearFile { origin, scheme, internal_tracking, window, report_title, report_date, eit_url, eit_closes, result, memo, allow } =
            file;
        let scheme = self.schemes.read(&scheme, &|| origin.at(&self.inputs.sources, "scheme"), self.inputs, sink)?;
        self.check_grade(result.as_ref(), &scheme, &origin, sink);
        let memo = memo.map(|memo| {
            let office = memo.office.as_ref().and_then(|id| self.office(id, &origin, "memo.office", sink));
            (memo, office)
        });
        Some(Year {
            year,
            items: self.items(items, &unread_items, &scheme, sink),
            measures: self.measures(measures, &scheme, sink),
            indicators: self.indicators(indicators, &scheme, sink),
            scheme,
            internal_tracking,
            origin,
            window,
            report_title,
            report_date,
            eit_url,
            eit_closes,
            result,
            memo,
            allow,
        })
    }

    /// A year whose `year.yaml` is missing (when it is there and broken, its faults are reported already).
    fn no_year_file(&self, year: FiscalYear, sink: &mut Sink) {
        let path = format!("content/{year}/year.yaml");
        if self.inputs.text(&path).is_none()
            && !self.inputs.is_unread(&path)
            && let Some(folder) = SitePath::new(&format!("content/{year}"))
        {
            sink.push(misfiled_item::no_year(&folder, &path));
        }
    }

    fn check_grade(&self, result: Option<&YearResult>, scheme: &Scheme, origin: &Origin, sink: &mut Sink) {
        let Some(grade) = result.and_then(|it| it.grade.as_ref()) else { return };
        if scheme.grades.iter().all(|it| it.id != *grade) {
            let known: Vec<&str> = scheme.grades.iter().map(|it| it.id.as_str()).collect();
            let (th, en) = (format!("ไม่มีระดับ `{grade}`"), format!("there is no grade `{grade}`"));
            sink.push(bad_value::fault(
                origin.at(&self.inputs.sources, "result.grade"),
                &th,
                &en,
                &format!("grade: {}", known.join(" | ")),
            ));
        }
    }

    fn items(&self, files: Vec<ItemFile>, unread: &BTreeSet<ItemCode>, scheme: &Scheme, sink: &mut Sink) -> Vec<Item> {
        let mut pages: BTreeMap<ItemCode, ItemFile> = BTreeMap::new();
        for file in files {
            let place = || self.key_or_head(&file.origin, "item");
            if scheme.item(file.code).is_none() {
                let ends = [scheme.items.first(), scheme.items.last()].map(|it| it.map_or(String::new(), |it| it.code.to_string()));
                sink.push(unknown_item::not_in_scheme(place(), &file.code.to_string(), &scheme.id, &ends[0], &ends[1]));
            } else if let Some(first) = pages.get(&file.code) {
                let first = self.key_or_head(&first.origin, "item");
                sink.push(duplicate_item::fault(place(), &file.code.to_string(), first));
            } else {
                pages.insert(file.code, file);
            }
        }
        let items = scheme.items.iter().enumerate();
        items
            .map(|(in_scheme, asked)| {
                let page = pages.remove(&asked.code).map(|file| self.item_page(file, asked, sink));
                Item { in_scheme, code: asked.code, is_unread: page.is_none() && unread.contains(&asked.code), page }
            })
            .collect()
    }

    fn item_page(&self, file: ItemFile, asked: &crate::scheme::Item, sink: &mut Sink) -> ItemPage {
        let ItemFile {
            origin,
            code: _,
            title,
            offices,
            status,
            updated,
            covers,
            progress,
            evidence,
            none,
            signed_by,
            aliases,
            allow,
            data,
            body,
        } = file;
        // The repository knows better than whoever typed a date.
        let days = self.inputs.history.days(&self.inputs.sources.get(origin.yaml.file).path);
        let n_said: usize = evidence.iter().map(|it| it.as_ref().map_or(1, |it| 1 + it.shows.len())).sum();
        let entries = evidence.into_iter().enumerate().filter_map(|(n, entry)| Some((n, entry?)));
        let evidence: Vec<Evidence> = entries.filter_map(|(n, entry)| self.evidence(entry, n, &origin, asked, sink)).collect();
        let n_resolved: usize = evidence.iter().map(|it| 1 + it.shows.len()).sum();
        ItemPage {
            has_faulty_evidence: n_resolved < n_said || origin.has_faults,
            evidence: with_headings(evidence, &body, &data),
            offices: self.offices(&offices, &origin, sink),
            aliases: self.aliases(&aliases, &origin, sink),
            allow,
            body: self.body(body, data, &origin, sink),
            title,
            status,
            published: days.map(|it| it.published),
            updated: days.map(|it| it.updated).or(updated),
            covers,
            progress,
            none,
            signed_by,
            origin,
        }
    }

    fn evidence(&self, entry: EvidenceEntry, n: usize, origin: &Origin, asked: &crate::scheme::Item, sink: &mut Sink) -> Option<Evidence> {
        let EvidenceEntry { target, title, shows } = entry;
        let shows = self.shows(&shows, n, origin, asked, sink);
        let key = match &target {
            EvidenceTarget::File(_) => "file",
            EvidenceTarget::Url(_) => "url",
            EvidenceTarget::Here(_) => "here",
        };
        let place = || origin.at(&self.inputs.sources, &format!("evidence[{n}].{key}"));
        let (target, fallback) = match target {
            EvidenceTarget::File(file) => {
                let written = Written { target: &file, place: &place, origin };
                (self.targets.file(&written, self.inputs, sink), file)
            }
            EvidenceTarget::Url(url) => {
                let written = Written { target: &url, place: &place, origin };
                // A file or a heading written here by mistake means what `file:` or `here:` would.
                (self.targets.link(&written, self.inputs, sink), url)
            }
            EvidenceTarget::Here(anchor) => {
                let written = Written { target: &anchor, place: &place, origin };
                (self.targets.here(anchor.trim_start_matches('#'), &written, self.inputs, sink), String::new())
            }
        };
        let fallback = fallback.rsplit('/').find(|it| !it.is_empty()).unwrap_or("").to_owned();
        (target != Target::Broken).then(|| Evidence { title: title.unwrap_or(fallback), target, index: n, shows })
    }

    fn shows(&self, ids: &[String], n: usize, origin: &Origin, asked: &crate::scheme::Item, sink: &mut Sink) -> Vec<usize> {
        let mut res = Vec::new();
        for (index, id) in ids.iter().enumerate() {
            if let Some(element) = asked.elements.iter().position(|it| it.id == *id) {
                res.push(element);
            } else {
                let known: Vec<&str> = asked.elements.iter().map(|it| it.id.as_str()).collect();
                let place = origin.at(&self.inputs.sources, &format!("evidence[{n}].shows[{index}]"));
                sink.push(unknown_element::fault(place, id, &asked.code.to_string(), &known));
            }
        }
        res
    }

    fn measures(&self, files: Vec<MeasureFile>, scheme: &Scheme, sink: &mut Sink) -> Vec<Measure> {
        let mut res: BTreeMap<u16, Measure> = BTreeMap::new();
        for file in files {
            let MeasureFile { origin, number, title, answers, period, offices, owners, aliases, allow, data, body } = file;
            if let Some(first) = res.get(&number) {
                let first = self.key_or_head(&first.origin, "measure");
                sink.push(duplicate_item::fault(self.key_or_head(&origin, "measure"), &format!("measure {number}"), first));
                continue;
            }
            let measure = Measure {
                answers: answers.and_then(|it| self.answered(&it, scheme, &origin, sink)),
                offices: self.offices(&offices, &origin, sink),
                aliases: self.aliases(&aliases, &origin, sink),
                allow,
                body: self.body(body, data, &origin, sink),
                number,
                title,
                period,
                owners,
                origin,
            };
            res.insert(number, measure);
        }
        res.into_values().collect()
    }

    fn answered(&self, answers: &Answers, scheme: &Scheme, origin: &Origin, sink: &mut Sink) -> Option<Answered> {
        let (key, written, found, known) = match answers {
            Answers::Indicator(number) => (
                "answers.indicator",
                number.to_string(),
                scheme.indicators.iter().position(|it| it.number == *number).map(Answered::Indicator),
                scheme.indicators.iter().map(|it| it.number.to_string()).collect::<Vec<_>>(),
            ),
            Answers::Subindicator(id) => (
                "answers.subindicator",
                id.clone(),
                scheme.subindicators.iter().position(|it| it.id == *id).map(Answered::Subindicator),
                scheme.subindicators.iter().map(|it| it.id.clone()).collect(),
            ),
        };
        if found.is_none() {
            sink.push(unknown_item::no_indicator(origin.at(&self.inputs.sources, key), &written, &known.join(", ")));
        }
        found
    }

    fn indicators(&self, files: Vec<IndicatorFile>, scheme: &Scheme, sink: &mut Sink) -> Vec<Indicator> {
        let mut res: BTreeMap<u16, Indicator> = BTreeMap::new();
        for file in files {
            let IndicatorFile { origin, number, offices, period, status, aliases, allow, data, body } = file;
            let place = || self.key_or_head(&origin, "indicator");
            let Some((in_scheme, _)) = scheme.perception_indicators().find(|(_, it)| it.number == number) else {
                let known: Vec<String> = scheme.perception_indicators().map(|(_, it)| it.number.to_string()).collect();
                sink.push(unknown_item::no_indicator(place(), &number.to_string(), &known.join(", ")));
                continue;
            };
            if let Some(first) = res.get(&number) {
                sink.push(duplicate_item::fault(place(), &format!("indicator {number}"), self.key_or_head(&first.origin, "indicator")));
                continue;
            }
            let indicator = Indicator {
                in_scheme,
                number,
                offices: self.offices(&offices, &origin, sink),
                aliases: self.aliases(&aliases, &origin, sink),
                allow,
                body: self.body(body, data, &origin, sink),
                period,
                status,
                origin,
            };
            res.insert(number, indicator);
        }
        res.into_values().collect()
    }

    fn body(&self, fragment: Arc<Fragment>, data: Vec<Data>, origin: &Origin, sink: &mut Sink) -> Body {
        for range in &fragment.raw_html {
            sink.push(raw_html::fault(origin.in_body(&self.inputs.sources, range)));
        }
        let targets = self.targets.of_body(&fragment, origin, self.inputs, sink);
        let n_said = data.len();
        let data: Vec<DataFile> = data.into_iter().filter_map(|it| self.data_file(it, origin, sink)).collect();
        let has_faulty_data = data.iter().filter(|it| it.data.table.is_some()).count() < n_said;
        Body { fragment, targets, data, has_faulty_data }
    }

    fn data_file(&self, data: Data, origin: &Origin, sink: &mut Sink) -> Option<DataFile> {
        let place = || origin.at(&self.inputs.sources, &format!("{}.file", data.key));
        let written = Written { target: &data.file, place: &place, origin };
        match self.targets.file(&written, self.inputs, sink) {
            Target::Attachment(path) => Some(DataFile { path, data }),
            _ => None,
        }
    }

    fn offices(&self, ids: &[String], origin: &Origin, sink: &mut Sink) -> Vec<usize> {
        ids.iter().enumerate().filter_map(|(n, id)| self.office(id, origin, &format!("offices[{n}]"), sink)).collect()
    }

    fn office(&self, id: &str, origin: &Origin, path: &str, sink: &mut Sink) -> Option<usize> {
        let res = self.config.offices.iter().position(|it| it.id == id);
        if res.is_none() && self.config.is_read {
            let known: Vec<&str> = self.config.offices.iter().map(|it| it.id.as_str()).collect();
            sink.push(unknown_office::fault(origin.at(&self.inputs.sources, path), id, &known));
        }
        res
    }

    fn aliases(&self, written: &[String], origin: &Origin, sink: &mut Sink) -> Vec<Alias> {
        let mut res = Vec::new();
        for (n, written) in written.iter().enumerate() {
            let place = origin.at(&self.inputs.sources, &format!("aliases[{n}]"));
            match alias(written, self.config, place) {
                Some(alias) => res.push(alias),
                None => sink.push(bad_alias::fault(place, written)),
            }
        }
        res
    }

    /// The addresses that `site.yaml` gives up.
    fn retired(&self, sink: &mut Sink) -> Vec<(Alias, String)> {
        let Some(yaml) = self.config.yaml else { return Vec::new() };
        let mut res = Vec::new();
        for (n, (url, reason)) in self.config.retired.iter().enumerate() {
            let place = crate::yaml::locate(&self.inputs.sources, yaml, &format!("retired[{n}].url"));
            match alias(url, self.config, place) {
                Some(alias) => res.push((alias, reason.clone())),
                None => sink.push(bad_alias::fault(place, url)),
            }
        }
        res
    }

    /// Where a document says what it is, else its first line.
    fn key_or_head(&self, origin: &Origin, key: &str) -> Span {
        let yaml = origin.at(&self.inputs.sources, key);
        if yaml.start == origin.yaml.start && yaml.end >= origin.yaml.end.saturating_sub(1) {
            Span { start: 0, end: 3, ..yaml }
        } else {
            yaml
        }
    }
}

/// An old address, below the section: relative (`2567/o5/`), or with the section's own path or address before it.
fn alias(written: &str, config: &Config, place: Span) -> Option<Alias> {
    let written = written.trim();
    let below = written.strip_prefix(&config.base_url).or_else(|| written.strip_prefix(config.base_path())).unwrap_or(written);
    let (path, query) = below.split_once('?').map_or((below, None), |(path, query)| (path, filled(Some(query.to_owned()))));
    let is_fine = |c: char| !c.is_control() && !"\"<>\\^`{|}#".contains(c);
    let is_plain = |it: &str| it.chars().all(|c| c.is_ascii_graphic() && is_fine(c));
    // Files were given Thai names, and names with spaces: what was public once can be given up or moved under its name.
    let is_name = |c: char| is_fine(c) && (c == ' ' || !c.is_whitespace());
    let parts_are_fine = path.trim_end_matches('/').split('/').all(|it| !it.starts_with('.') && (!it.is_empty() || path.is_empty()));
    let fine = path.chars().all(is_name)
        && query.as_deref().is_none_or(is_plain)
        && parts_are_fine
        && !path.contains(':')
        && (!path.is_empty() || query.is_some());
    // A percent sign would have to be decoded for the server's rules and not for the page.
    (fine && !path.contains('%')).then(|| Alias { path: path.to_owned(), query, place })
}

/// Evidence that is a part of its page takes the words of the heading as its title.
fn with_headings(mut evidence: Vec<Evidence>, body: &Fragment, data: &[Data]) -> Vec<Evidence> {
    for it in evidence.iter_mut().filter(|it| it.title.is_empty()) {
        let Target::Here(id) = &it.target else { continue };
        let headings = body.headings.iter().map(|it| (&it.id, &it.text));
        if let Some((_, text)) = headings.chain(data.iter().map(|it| (&it.id, &it.caption))).find(|it| it.0 == id) {
            it.title.clone_from(text);
        }
    }
    evidence
}
