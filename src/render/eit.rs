//! The survey for the public: its page, the QR code as SVG and PNG, a poster for the counter.

use super::qr::Qr;
use super::view::EitView;
use super::{Job, Page, Press, bytes, href};
use crate::site::{Year, address};

/// Page, poster, pictures. Without an address there is no code to scan and no poster, and the page says so.
pub(super) fn jobs<'a>(press: &'a Press<'a>, year: &'a Year, jobs: &mut Vec<Job<'a>>) {
    jobs.push(Box::new(move || {
        let qr = year.eit_url.as_deref().and_then(Qr::of);
        let home = address::page(year.year, "eit");
        let poster = format!("{home}poster/");
        let alt = press.say("eit.qr_alt", &[("url", year.eit_url.as_deref().unwrap_or_default())]);
        let svg = qr.as_ref().map_or(String::new(), |it| it.svg(&alt));
        let mut res = vec![page(press, year, home.clone(), &svg, "eit", "eit.html")];
        if let Some(qr) = &qr {
            res.push(page(press, year, poster, &svg, "poster", "poster.html"));
            res.push(Ok(bytes(&format!("{home}qr.svg"), svg.as_bytes(), year.origin.yaml.into())));
            res.push(Ok(bytes(&format!("{home}qr.png"), qr.png(), year.origin.yaml.into())));
        }
        res
    }));
}

fn page(
    press: &Press<'_>,
    year: &Year,
    address: String,
    svg: &str,
    kind: &'static str,
    template: &'static str,
) -> Result<super::Entry, crate::theme::Fault> {
    let be = press.digits(&year.year.to_string());
    let home = address::page(year.year, "eit");
    let root = super::out_path(&address).to_root();
    let view = EitView {
        url: year.eit_url.clone().unwrap_or_default(),
        generic: year.eit_is_generic(),
        qr_svg: svg.to_owned(),
        svg_href: format!("{root}{home}qr.svg"),
        png_href: format!("{root}{home}qr.png"),
        poster_href: href(&root, &format!("{home}poster/"), None),
        page_href: href(&root, &home, None),
        closes: year.eit_closes.map(|it| press.date(it)),
        weight: year.scheme.tools.iter().find(|it| it.id == "eit").map_or(String::new(), |it| press.number(it.weight)),
        office: press.config().offices.first().map_or(String::new(), |_| press.config().office_name(0).to_owned()),
    };
    let title = if kind == "poster" { press.say("eit.poster", &[]) } else { press.say("eit.title", &[]) };
    let page = Page {
        kind,
        template,
        title,
        description: press.say("description.eit", &[("year", &be)]),
        trail: vec![(press.say("page.fiscal_year", &[("year", &be)]), address::HOME.to_owned())],
        year,
        owner: year.origin.yaml.into(),
        name: kind.to_owned(),
        address,
    };
    press.page(page, "eit", &view)
}
