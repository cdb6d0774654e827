//! Text in, text out; then the table of bold cases, the parser's idea of punctuation, and inputs nobody would write.

mod bold_cases;
mod hostile;
mod random;

use super::{Fragment, Target, read, slug};

/// The HTML with every link leading where it was written.
fn shown(fragment: &Fragment) -> String {
    fragment.html(|i| Some(Target { href: fragment.links[i].target.clone().into(), size: None, outside: false }))
}

#[track_caller]
fn check(markdown: &str, html: &str) {
    assert_eq!(shown(&read(markdown)).trim_end(), html, "{markdown}");
}

#[test]
fn lines_and_paragraphs() {
    check("ก & ข < ค > ง \"จ\"", "<p>ก &amp; ข &lt; ค &gt; ง \"จ\"</p>");
    check("ก\n\nข", "<p>ก</p>\n<p>ข</p>");
    check("ก  \nข\\\nค", "<p>ก<br>\nข<br>\nค</p>");
    check("> ก\n\n---", "<blockquote>\n<p>ก</p>\n</blockquote>\n<hr>");
    check("```rust x\n<a> \"b\"\n```", "<pre tabindex=\"0\"><code class=\"language-rust\">&lt;a&gt; \"b\"\n</code></pre>");
    check("```\"><b>\n**ก**\n```", "<pre tabindex=\"0\"><code>**ก**\n</code></pre>");
    check("    https://a.b [^1]", "<pre tabindex=\"0\"><code>https://a.b [^1]</code></pre>");
    check("`<ก>` *a* **b** ~~c~~", "<p><code>&lt;ก&gt;</code> <em>a</em> <strong>b</strong> <del>c</del></p>");
}

#[test]
fn a_line_break_between_thai_letters_is_nothing() {
    check("แผน\nพัฒนา", "<p>แผนพัฒนา</p>");
    check("**แผน**\n**พัฒนา**", "<p><strong>แผน</strong><strong>พัฒนา</strong></p>");
    check("[แผน](a)\n[พัฒนา](b)", "<p><a href=\"a\">แผน</a><a href=\"b\">พัฒนา</a></p>");
    check("แผน<!-- ก -->\n`พัฒนา`", "<p>แผน<code>พัฒนา</code></p>");
    check("ต่าง ๆ\nพัฒนา", "<p>ต่าง ๆ\nพัฒนา</p>");
    check("กรุงเทพฯ\nพัฒนา", "<p>กรุงเทพฯ\nพัฒนา</p>");
    check("๒๕๖๘\n๒๕๖๙", "<p>๒๕๖๘\n๒๕๖๙</p>");
    check("plan\nแผน", "<p>plan\nแผน</p>");
    check("แผน\n![ภาพ](a)", "<p>แผน\n<img src=\"a\" alt=\"ภาพ\" loading=\"lazy\"></p>");
    check("![ภาพ\nแผนที่](a)", "<p><img src=\"a\" alt=\"ภาพแผนที่\" loading=\"lazy\"></p>");
    assert_eq!(read("แผน\nพัฒนา\nx\n\nก").plain_text(), "แผนพัฒนา x\nก");
}

#[test]
fn headings() {
    check("# ก", "<h2 id=\"ก\">ก</h2>");
    check("## แผน งาน & A.b!", "<h2 id=\"แผน-งาน-ab\">แผน งาน &amp; A.b!</h2>");
    check("### [ก](x)**ข**", "<h3 id=\"กข\"><a href=\"x\">ก</a><strong>ข</strong></h3>");
    check("###### ก", "<h6 id=\"ก\">ก</h6>");
    check("# ก\n# ก\n# ก", "<h2 id=\"ก\">ก</h2>\n<h2 id=\"ก-2\">ก</h2>\n<h2 id=\"ก-3\">ก</h2>");
    check("# ก {#My-id .big onclick=x}", "<h2 id=\"my-id\">ก</h2>");
    check("# ก {#ไทย}", "<h2 id=\"ก\">ก</h2>");
    check("# Main\n# main {#main}", "<h2 id=\"main-2\">Main</h2>\n<h2 id=\"main-3\">main</h2>");
    check("# fn 1\n# !", "<h2 id=\"section-fn-1\">fn 1</h2>\n<h2 id=\"section\">!</h2>");
    check("ก\n===", "<h2 id=\"ก\">ก</h2>");
    assert_eq!(slug("  ผลการใช้จ่าย - Q1 / 2568 "), "ผลการใช้จ่าย-q1-2568");
    assert_eq!(slug(&"ก".repeat(500)).chars().count(), 100);
}

#[test]
fn headings_have_places_and_sections() {
    let markdown = "นำ\n\n## **ก** ข[^1] {#x}\nหนึ่ง [l](u)\n\n### ย่อย\nสอง\n\n# ท้าย\nสาม\n\n[^1]: โน้ต\n";
    let fragment = read(markdown);
    let seen: Vec<_> = fragment.headings.iter().map(|h| (h.level, h.id.as_str(), h.text.as_str(), &markdown[h.range.clone()])).collect();
    assert_eq!(seen, [(2, "x", "ก ข", "**ก** ข[^1]"), (3, "ย่อย", "ย่อย", "ย่อย"), (2, "ท้าย", "ท้าย", "ท้าย")]);
    let bodies: Vec<_> = fragment.headings.iter().map(|h| &markdown[h.body.clone()]).collect();
    assert_eq!(bodies, ["หนึ่ง [l](u)\n\n### ย่อย\nสอง\n\n", "สอง\n\n", "สาม\n\n[^1]: โน้ต\n"]);
    let section = |i| fragment.section_html(i, |_| None);
    assert_eq!(section(0), "<p>หนึ่ง l</p>\n<h3 id=\"ย่อย\">ย่อย</h3>\n<p>สอง</p>\n");
    assert_eq!((section(1), section(2)), ("<p>สอง</p>\n".to_owned(), "<p>สาม</p>\n".to_owned()));
    assert_eq!(fragment.intro_html(|_| None), "<p>นำ</p>\n");
    assert!(fragment.notes_html(|_| None).starts_with("<section class=\"footnotes\""));
}

#[test]
fn a_section_ends_with_what_it_stands_in() {
    let markdown = "# ก\n- # ข\n  [ค](u)\n- ง\n\n> ## จ\n> ฉ\n\nช";
    let fragment = read(markdown);
    let sections: Vec<_> = (0..3).map(|i| fragment.section_html(i, |_| Some(Target::default()))).collect();
    assert_eq!(sections[1], "<a href=\"\">ค</a>");
    assert_eq!(sections[2], "<p>ฉ</p>\n");
    assert!(sections[0].ends_with("<p>ช</p>\n"), "{}", sections[0]);
    assert_eq!(&markdown[fragment.headings[1].body.clone()], "  [ค](u)\n");
}

#[test]
fn lists_and_tasks() {
    check("- ก\n- ข\n  - ค", "<ul>\n<li>ก</li>\n<li>ข<ul>\n<li>ค</li>\n</ul>\n</li>\n</ul>");
    check("3. ก\n\n4. ข", "<ol start=\"3\">\n<li><p>ก</p>\n</li>\n<li><p>ข</p>\n</li>\n</ol>");
    let on = "<label><input type=\"checkbox\" disabled checked> ";
    let off = "<label><input type=\"checkbox\" disabled> ";
    check("- [x] ก **ข**", &format!("<ul class=\"tasks\">\n<li>{on}ก <strong>ข</strong></label></li>\n</ul>"));
    check(
        "- ง\n- [ ] ก\n  - [x] ข",
        &format!("<ul class=\"tasks\">\n<li>ง</li>\n<li>{off}ก</label><ul class=\"tasks\">\n<li>{on}ข</label></li>\n</ul>\n</li>\n</ul>"),
    );
    check(
        "1. [x] ก\n\n   ค\n2. ข",
        &format!("<ol class=\"tasks\">\n<li><p>{on}ก</label></p>\n<p>ค</p>\n</li>\n<li><p>ข</p>\n</li>\n</ol>"),
    );
    check("ก\n: ข\n: ค", "<dl>\n<dt>ก</dt>\n<dd>ข</dd>\n<dd>ค</dd>\n</dl>");
}

#[test]
fn tables() {
    let open = |label| format!("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{label}\"><table>\n");
    check(
        "| |ข|ค|\n|-|-:|:-:|\n|1|**2**|3|",
        &format!(
            "{}<thead><tr><td></td><th scope=\"col\" class=\"number\">ข</th><th scope=\"col\" class=\"middle\">ค</th></tr></thead>\n\
             <tbody>\n<tr><td>1</td><td class=\"number\"><strong>2</strong></td><td class=\"middle\">3</td></tr>\n</tbody>\n</table></div>",
            open("ตาราง 1")
        ),
    );
    let html = shown(&read("# \"งบ\"\n|a|\n|-|\n\n|b|\n|-|\n"));
    assert!(html.contains(&open("ตาราง: &quot;งบ&quot;")), "{html}");
    assert!(html.contains(&open("ตาราง: &quot;งบ&quot; (2)")), "{html}");
    assert!(!html.contains("tbody"), "{html}");
}

#[test]
fn footnotes_lead_there_and_back() {
    let mark = |n, id| format!("<sup><a href=\"#fn-{n}\" id=\"fnref-{id}\" aria-label=\"เชิงอรรถ {n}\">{n}</a></sup>");
    let back = "<a href=\"#fnref-1\" aria-label=\"กลับไปยังเชิงอรรถ 1 ในเนื้อหา\">↩\u{FE0E}</a>";
    let again = "<a href=\"#fnref-1-2\" aria-label=\"กลับไปยังเชิงอรรถ 1 ในเนื้อหา ครั้งที่ 2\">↩\u{FE0E}2</a>";
    let start = "<section class=\"footnotes\" aria-label=\"เชิงอรรถ\"><ol>\n";
    check(
        "ก[^b] ข[^B]\n\n[^a]: หนึ่ง\n[^b]: สอง",
        &format!(
            "<p>ก{} ข{}</p>\n{start}<li id=\"fn-1\"><p>สอง {back} {again}</p></li>\n<li id=\"fn-2\"><p>หนึ่ง</p></li>\n</ol></section>",
            mark(1, "1"),
            mark(1, "1-2")
        ),
    );
    check(
        "ก[^1]\n\n[^1]: # ข\n    - [ค](u)",
        &format!(
            "<p>ก{}</p>\n{start}<li id=\"fn-1\"><p><strong>ข</strong></p>\n<ul>\n<li><a href=\"u\">ค</a></li>\n</ul>\n {back}</li>\n</ol></section>",
            mark(1, "1")
        ),
    );
}

#[test]
fn footnotes_without_counterpart_are_told() {
    let markdown = "ก[^x] \\[^y] `[^z]`\n\n[^a]: ข";
    let fragment = read(markdown);
    assert_eq!(fragment.marks_without_note.iter().map(|r| &markdown[r.clone()]).collect::<Vec<_>>(), ["[^x]"]);
    assert_eq!(fragment.notes_without_mark.iter().map(|r| &markdown[r.clone()]).collect::<Vec<_>>(), ["[^a]:"]);
    assert!(shown(&fragment).starts_with("<p>ก[^x] [^y] <code>[^z]</code></p>"));
    assert_eq!(fragment.plain_text(), "ก[^x] [^y] [^z]\nข");
}

#[test]
fn alerts() {
    check(
        "> [!WARNING]\n> **ก**",
        "<div class=\"alert\" data-alert=\"warning\" role=\"note\">\n<p class=\"alert-title\">คำเตือน</p>\n<p><strong>ก</strong></p>\n</div>",
    );
}

#[test]
fn links_and_images() {
    check("[ก](a \"ข\")", "<p><a href=\"a\" title=\"ข\">ก</a></p>");
    check("[ก](<a b> 'x\"y')", "<p><a href=\"a b\" title=\"x&quot;y\">ก</a></p>");
    check("[ก <https://b.c> ง](a)", "<p><a href=\"a\">ก https://b.c ง</a></p>");
    check("[![ก **ข**](b.png)](a)", "<p><a href=\"a\"><img src=\"b.png\" alt=\"ก ข\" loading=\"lazy\"></a></p>");
    check("![](b.png)", "<p><img src=\"b.png\" alt=\"\" loading=\"lazy\"></p>");
    check("![ก](b \"ข\") ค", "<p><img src=\"b\" alt=\"ก\" title=\"ข\" loading=\"lazy\"> ค</p>");
    check("![ก](b \"ข & ค\")", "<figure><img src=\"b\" alt=\"ก\" loading=\"lazy\"><figcaption>ข &amp; ค</figcaption></figure>");
    check("![a ![b](c) [d](e)](f)", "<p><img src=\"f\" alt=\"a b d\" loading=\"lazy\"></p>");
    check("<a@b.go.th>", "<p><a href=\"mailto:a@b.go.th\">a@b.go.th</a></p>");
    check("[ก][x]\n\n[X]: /u", "<p><a href=\"/u\">ก</a></p>");
    check("[ก](javascript:alert)", "<p><a href=\"javascript:alert\">ก</a></p>");
}

#[test]
fn the_caller_decides_about_links() {
    let fragment = read("[ก](a) ![ข](b) https://x.go.th\n\n![ค](c \"ง\")");
    assert_eq!(fragment.html(|_| None), "<p>ก ข https://x.go.th</p>\n<figure>ค<figcaption>ง</figcaption></figure>\n");
    let mut asked = Vec::new();
    let html = fragment.html(|i| {
        asked.push(i);
        Some(Target { href: "q?a&\"".into(), size: Some((4, 3)), outside: true })
    });
    assert_eq!(asked, [0, 1, 2, 3]);
    assert!(html.starts_with(
        "<p><a href=\"q?a&amp;&quot;\" rel=\"external\">ก</a> \
         <img src=\"q?a&amp;&quot;\" alt=\"ข\" width=\"4\" height=\"3\" loading=\"lazy\">"
    ));
}

#[test]
fn places_of_links_are_narrow() {
    let markdown = "[ก **ข**](a\\)b \"t\") [x](<c d>) [y][r] [r] <https://e.f> ![z]( g ) https://h.i/?j=1&amp;k) [n]() **(ก)**ข[m](u)\n\n[r]: <k l> 't'";
    let fragment = read(markdown);
    let seen: Vec<_> = fragment.links.iter().map(|l| (l.target.as_str(), l.text.as_str(), &markdown[l.range.clone()])).collect();
    assert_eq!(
        seen,
        [
            ("a)b", "ก ข", "a\\)b"),
            ("c d", "x", "c d"),
            ("k l", "y", "k l"),
            ("k l", "r", "k l"),
            ("https://e.f", "https://e.f", "https://e.f"),
            ("g", "z", "g"),
            ("https://h.i/?j=1&k", "https://h.i/?j=1&k", "https://h.i/?j=1&amp;k"),
            ("", "n", "[n]()"),
            ("u", "m", "u"),
        ]
    );
}

#[test]
fn addresses_in_running_text() {
    let cases = [
        ("ดูที่https://a.go.th/x?y=1ครับ", "https://a.go.th/x?y=1"),
        ("(https://a.go.th/x_(y)_z).", "https://a.go.th/x_(y)_z"),
        ("\u{201C}http://a.go.th/\u{201D}", "http://a.go.th/"),
        ("\"https://a.go.th\"", "https://a.go.th"),
        ("ดู www.a.go.th, และ", "http://www.a.go.th"),
        ("HTTPS://A.go.th!", "HTTPS://A.go.th"),
        ("**https://a.go.th**", "https://a.go.th"),
        ("https://a.go.th/a_b_c*", "https://a.go.th/a_b_c"),
    ];
    for (markdown, target) in cases {
        let fragment = read(markdown);
        assert_eq!(fragment.links.iter().map(|link| link.target.as_str()).collect::<Vec<_>>(), [target], "{markdown}");
        let place = &markdown[fragment.links[0].range.clone()];
        assert_eq!(place, target.strip_prefix("http://").filter(|rest| rest.starts_with("www.")).unwrap_or(target));
    }
    for markdown in ["xhttps://a.b", "https://", "www.", "wwwx", "a@www.b", "`https://a.b`", "https://ไทย"] {
        assert!(read(markdown).links.is_empty(), "{markdown}");
    }
    check("[ก https://a.b](c)", "<p><a href=\"c\">ก https://a.b</a></p>");
}

#[test]
fn raw_html_is_text() {
    check("ก <b onclick=\"x\">ข</b>", "<p>ก &lt;b onclick=\"x\"&gt;ข&lt;/b&gt;</p>");
    check("<div>\n<p>\n</div>\n\nก", "<p>&lt;div&gt;\n&lt;p&gt;\n&lt;/div&gt;</p>\n<p>ก</p>");
    check("<script>\n\nx\n</script>", "<p>&lt;script&gt;\n\nx\n&lt;/script&gt;</p>");
    check("<!-- ก\n\nข -->\n\nค <!-- ง -->จ", "<p>ค จ</p>");
    check("<!-- ก --> <i>ข</i> <!-- ค -->", "<p>&lt;i&gt;ข&lt;/i&gt;</p>");
    check("<!-- ก\n\nข", "<p>&lt;!-- ก\n\nข</p>");
    let markdown = "ก <b>ข</b>\n\n> <div>\n> x <!-- y -->\n";
    let ranges: Vec<_> = read(markdown).raw_html.into_iter().map(|range| &markdown[range]).collect();
    assert_eq!(ranges, ["<b>", "</b>", "<div>\n> x"]);
}

#[test]
fn nothing_to_be_seen() {
    for markdown in ["", "\n\n", "<!-- ก -->", "[a]: b"] {
        assert!(read(markdown).is_empty(), "{markdown}");
    }
}
