//! Texts made to be slow, deep or large.

use std::time::Instant;

use super::super::read;
use super::random::{deepest, is_balanced};

/// A megabyte; less where the program is not optimised, so that the tests stay quick.
const SIZE: usize = if cfg!(debug_assertions) { 1 << 16 } else { 1 << 20 };

/// Seconds. On a machine with nothing else to do each takes less than a third of one.
const LIMIT: u64 = 5;

/// How often a short piece is repeated.
const MANY: usize = SIZE / 10;

fn fill(unit: &str) -> String {
    unit.repeat(SIZE / unit.len())
}

#[test]
fn a_megabyte_of_anything_is_read_in_time() {
    for (name, markdown) in inputs() {
        let start = Instant::now();
        let fragment = read(&markdown);
        let html = fragment.html(|_| None);
        let took = start.elapsed();
        assert!(took.as_secs() < LIMIT, "{name}: {took:?}");
        assert!(deepest(&html) < 300, "{name}");
        assert!(is_balanced(&html), "{name}");
    }
}

fn steps(n: usize, line: impl Fn(usize) -> String) -> String {
    (0..n).map(line).collect()
}

fn inputs() -> Vec<(&'static str, String)> {
    let units = [
        "[",
        "![",
        "]",
        "[a](",
        "![a](b ",
        "[^",
        "[^a]",
        "[a][b]",
        "> ",
        ">",
        "- ",
        "1. ",
        "* [ ] ",
        "*",
        "**ก",
        "**(ก)**ข",
        "*a_ ",
        "_a__ ",
        "~~",
        "~ก~~.",
        "`",
        "`ก``",
        "<",
        "<!--",
        "<a ",
        "<?",
        "<!A",
        "<![CDATA[",
        "&",
        "&amp;",
        "\\",
        "www.",
        "https://",
        "https://a((((",
        "www.a.",
        "ก\n",
        "ก\n\n",
        "# ก\n",
        "# ก\n|a|\n|-|\n\n",
        "|",
        "|a",
        "|a|\n|-|\n",
        "a\n: b\n\n",
        ": ",
        "[^a]: x\n",
        "[a]: b\n",
        "<div>\n\n",
        "```\n",
        "ก\n===\n",
        "> [!NOTE]\n",
        "- [ ] ",
        "- a\n\n  ",
        "\t",
        "  \n",
        "[a](<b",
        "\u{1DA8B}**(",
        "[a]",
        "[![",
        "!",
        "{#",
        "# {#a}\n",
        "*a **b ",
        "<!-- -->",
        "[x]: <\n",
        "a|b\n-|-\n",
    ];
    let units = units.into_iter().chain(["[^a]: ", "[^a]: - ", "- > ", "1) > [^a]: : ", ">     "]);
    let mut res: Vec<_> = units.map(|unit| (unit, fill(unit))).collect();
    res.push(("nested lists", steps(1400, |i| format!("{}- a\n", " ".repeat(i)))));
    res.push(("nested lists of two", steps(1000, |i| format!("{}- a\n", "  ".repeat(i)))));
    res.push(("nested quotes", steps(1400, |i| format!("{}a\n", ">".repeat(i)))));
    res.push(("many quotes, then lines", format!("{}a\n{}", ">".repeat(MANY), "b\n".repeat(MANY))));
    res.push(("many lists, then blanks", format!("{}a\n{}", "- ".repeat(MANY), "\n".repeat(MANY))));
    res.push(("many lists, then text", format!("{}a\n{}", "- ".repeat(MANY), "\nb\n".repeat(MANY))));
    let lists = steps(90, |i| format!("{}{}a\n", " ".repeat(200 * i), "- ".repeat(100)));
    res.push(("lists, step by step", format!("{}{}", lists, "b\n".repeat(MANY))));
    res.push(("quotes on every line", format!("{}a\n", ">".repeat(99)).repeat(MANY / 10)));
    res.push(("lists, then blank and text", format!("{}a\n{}", "- ".repeat(99), format!("\n{}b\n", "  ".repeat(98)).repeat(MANY / 20))));
    res.push(("brackets, closed", format!("{}{}", "[".repeat(MANY), "]".repeat(MANY))));
    res.push(("links, nested", format!("{}{}", "[".repeat(MANY), "](a)".repeat(MANY))));
    res.push(("images, nested", format!("{}{}", "![".repeat(MANY), "](a)".repeat(MANY))));
    res.push(("many asterisks", format!("{}ก{}", "*".repeat(MANY / 2), "*".repeat(MANY / 2))));
    res.push(("bold, nested", format!("{}ก{}", "**ก ".repeat(MANY / 2), "ก** ".repeat(MANY / 2))));
    res.push(("long heading, tables", format!("# {}\n{}", "ก".repeat(MANY), "|a|\n|-|\n\n".repeat(MANY / 2))));
    res.push(("long headings", format!("# {}\n", "a".repeat(500)).repeat(2000)));
    res.push((
        "a definition, used often",
        format!("[a]: {} \"{}\"\n\n{}", "b".repeat(MANY * 2), "c".repeat(MANY * 2), "[a] ".repeat(MANY)),
    ));
    res.push(("a note, used often", format!("{}\n\n[^a]: b", "[^a] ".repeat(MANY))));
    res.push(("a wide table", format!("|{}\n|{}\n{}", "a|".repeat(2000), "-|".repeat(2000), "|\n".repeat(MANY))));
    res.push(("sections, nested", "# a\n## b\n### c\n#### d\n##### e\n###### f\n".repeat(MANY / 5)));
    res
}
