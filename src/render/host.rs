//! What the web host needs: rules for Apache, robots.txt, the page for addresses that do not exist, the theme's files.

use std::fmt::Write as _;

use super::moved::moves;
use super::{Body, Entry, Job, Page, Press, bytes, out_path};
use crate::path::percent_encode;
use crate::site::address;

/// Pages may load their own style sheet and pictures, nothing else, from nowhere else; the search may also load its scripts.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/// All of them; without a year only the theme's files.
pub(super) fn jobs<'a>(press: &'a Press<'a>, jobs: &mut Vec<Job<'a>>) {
    let Some(newest) = press.site.years.first() else { return };
    let owner = newest.origin.yaml;
    jobs.push(Box::new(move || {
        let assets = press.theme.files.iter().map(|(name, bytes)| {
            let address = format!("assets/{name}");
            Ok(Entry { path: out_path(&address), body: Body::Bytes(bytes.to_vec()), owner: owner.into(), name: address })
        });
        let mut res: Vec<_> = assets.collect();
        res.push(Ok(bytes(".htaccess", htaccess(press), owner.into())));
        res.push(Ok(bytes("robots.txt", format!("User-agent: *\nAllow: /\n\nSitemap: {}\n", press.url("sitemap.xml")), owner.into())));
        let page = Page {
            kind: "not_found",
            template: "404.html",
            address: "404.html".to_owned(),
            title: press.say("page.not_found", &[]),
            description: press.say("page.not_found_lead", &[]),
            trail: Vec::new(),
            year: newest,
            owner: owner.into(),
            name: "404".to_owned(),
        };
        res.push(press.page(page, "not_found", &()));
        res
    }));
}

/// Rules for Apache. Only directives of the class `FileInfo`, which shared hosts allow; `Options` where it is not allowed would
/// turn every page into an error 500.
fn htaccess(press: &Press<'_>) -> String {
    let base = press.config().base_path();
    let mut res = format!(
        "# Made by prongsai; changes are lost at the next build.\n\
         ErrorDocument 404 {base}404.html\n\
         AddDefaultCharset utf-8\n\
         AddType image/svg+xml .svg\n\
         AddType application/atom+xml .xml\n\
         AddType text/csv .csv\n\
         AddType text/javascript .js\n\n\
         # Nothing here is a program.\n\
         RemoveHandler .php .phtml .phar .php3 .php4 .php5 .php7 .php8 .cgi .pl .py .sh .asp .aspx .jsp .shtml\n\
         RemoveType .php .phtml .phar .php3 .php4 .php5 .php7 .php8\n\n\
         <IfModule mod_setenvif.c>\n\
         SetEnvIf Request_URI \"/search/(index\\.html)?$\" PRONGSAI_SEARCH\n\
         </IfModule>\n\n\
         <IfModule mod_headers.c>\n\
         Header set X-Content-Type-Options \"nosniff\"\n\
         Header set Referrer-Policy \"no-referrer\"\n\
         Header set Permissions-Policy \"camera=(), geolocation=(), microphone=()\"\n\
         <FilesMatch \"\\.html$\">\n\
         Header set Content-Security-Policy \"{POLICY}\" env=!PRONGSAI_SEARCH\n\
         Header set Content-Security-Policy \"{POLICY}; script-src 'self'\" env=PRONGSAI_SEARCH\n\
         </FilesMatch>\n\
         <FilesMatch \"\\.svg$\">\n\
         Header set Content-Security-Policy \"default-src 'none'; style-src 'unsafe-inline'; sandbox\"\n\
         </FilesMatch>\n\
         </IfModule>\n\n\
         <IfModule mod_rewrite.c>\n\
         RewriteEngine On\n"
    );
    for it in moves(press) {
        let to = format!("{base}{}", percent_encode(&it.to));
        if let Some(query) = &it.alias.query {
            let _ = writeln!(res, "RewriteCond %{{QUERY_STRING}} ^{}$", pattern(query));
        }
        // Without a question mark and QSD the old query would be handed on to the new address.
        let path = pattern(it.alias.path.trim_end_matches('/'));
        let _ = writeln!(res, "RewriteRule ^{path}/?$ {to} [R=301,L,QSD]");
    }
    for (alias, _) in press.site.retired.iter().filter(|(alias, _)| alias.query.is_none() && address::of_alias(alias).is_none()) {
        let _ = writeln!(res, "RewriteRule ^{}$ - [G,L]", pattern(&alias.path));
    }
    res.push_str("RewriteRule \\.(php\\d?|phtml|phar|cgi|pl|py|sh|aspx?|jsp|shtml)$ - [F,NC]\n</IfModule>\n");
    res
}

/// A text as a pattern that matches just it. A page that the browser is sent to must not match its own rule, so both ends are fixed.
fn pattern(text: &str) -> String {
    let mut res = String::new();
    for c in text.chars() {
        match c {
            // A space would end the pattern.
            ' ' => res.push_str("\\x20"),
            _ if c.is_ascii_alphanumeric() || !c.is_ascii() || "/_-=&".contains(c) => res.push(c),
            _ => res.extend(['\\', c]),
        }
    }
    res
}
