//! Input made to hurt ends in a finding, soon, in little memory.

use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::project::{Project, program};

/// Far more than the second that is promised, for machines that are busy; the figures stand in the notes of a release.
const SOON: Duration = Duration::from_secs(10);
/// In KiB.
const LITTLE_MEMORY: u64 = 200 * 1024;

/// Runs `check` and watches time and memory; what it said.
fn watched(project: &Project, expect_code: i32) -> String {
    let mut command: Command = program();
    command.arg("-r").arg(project.root()).args(["check", "--format", "concise"]).stdout(Stdio::piped()).stderr(Stdio::piped());
    let started = Instant::now();
    let child = command.spawn().expect("starts");
    let status = format!("/proc/{}/status", child.id());
    let watch = std::thread::spawn(move || {
        let mut peak = 0;
        while let Ok(text) = fs::read_to_string(&status) {
            let Some(now) = text.lines().find_map(|it| it.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse::<u64>().ok()) else {
                break;
            };
            peak = peak.max(now);
            std::thread::sleep(Duration::from_millis(1));
        }
        peak
    });
    let output = child.wait_with_output().expect("ends");
    let (time, peak) = (started.elapsed(), watch.join().expect("the watch ends"));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(expect_code), "{text}{stderr}");
    assert!(!stderr.contains("panicked"), "{stderr}");
    assert!(time < SOON, "{time:?}");
    assert!(peak > 0 && peak < LITTLE_MEMORY, "{peak} KiB");
    text
}

fn with_item(content: impl AsRef<[u8]>) -> Project {
    let res = Project::small();
    res.write("content/2568/items/o01.md", content);
    res
}

#[test]
fn an_alias_bomb() {
    let mut head = String::from("---\nitem: O1\na0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for n in 1..10 {
        head.push_str(&format!("a{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 9].join(", ")));
    }
    let text = watched(&with_item(head + "offices: *a9\n---\n"), 1);
    assert!(text.contains("o01.md:"), "{text}");
}

#[test]
fn a_hundred_thousand_brackets() {
    let brackets = "[".repeat(100_000);
    let text = watched(&with_item(format!("---\nitem: {brackets}\n---\n")), 1);
    assert!(text.contains("o01.md:") && text.contains("bad-front-matter"), "{text}");
    // Under the limit on length, deep all the same.
    for opening in ["[", "{a: ", "- ", "? "] {
        let text = watched(&with_item(format!("---\nitem:\n  {}\n---\n", opening.repeat(60_000 / opening.len()))), 1);
        assert!(text.contains("bad-front-matter"), "{opening}: {text}");
    }
    watched(&with_item(format!("---\nitem: O1\n---\n{brackets}")), 0);
    watched(&with_item(format!("---\nitem: O1\n---\n{}", "> ".repeat(50_000))), 0);
    watched(&with_item(format!("---\nitem: O1\n---\n{}", "**ก".repeat(50_000))), 0);
    watched(&with_item(format!("---\nitem: O1\n---\n{}", "[ก](".repeat(30_000))), 0);
}

#[test]
fn fifty_megabytes_of_front_matter() {
    let mut head = Vec::with_capacity(50_000_000);
    head.extend(b"---\nitem: O1\nprogress: ");
    head.resize(50_000_000, b'x');
    head.extend(b"\n---\n");
    let text = watched(&with_item(&head), 1);
    assert!(text.contains("file-too-large"), "{text}");
    // Under the limit of a file, over that of a head.
    head.truncate(3_000_000);
    head.extend(b"\n---\n");
    let text = watched(&with_item(&head), 1);
    assert!(text.contains("bad-front-matter"), "{text}");
}

#[test]
fn tables_without_end() {
    let names = ["a.csv"; 10].join(", ");
    let page = format!("---\nitem: O1\ndata: [{names}, b.xlsx]\n---\n");
    for table in ["1,".repeat(200_000), "\"".repeat(300_000), "ก,ข\n".repeat(20_000), format!("ก,ข\n{}", "ก".repeat(300_000))] {
        let project = with_item(&page);
        project
            .write("content/2568/items/o01/a.csv", &table)
            .write("content/2568/items/o01/b.xlsx", b"PK\x03\x04[Content_Types].xml xl/workbook.");
        watched(&project, 1);
    }
}

#[test]
fn names_and_links_that_lead_out() {
    let project = with_item(
        "---\nitem: O1\nevidence:\n  - file: ../../../../../etc/passwd\n  - file: /etc/passwd\n  - file: ..\\..\\x\naliases: [../../x, \"//evil.example/\"]\n---\n[a](../../../../etc/passwd) [b](javascript:alert(1)) [c](JaVaScRiPt:x) [d](data:text/html,x) [e](vbscript:x) ![f](file:///etc/passwd)\n",
    );
    let text = watched(&project, 1);
    assert_eq!(text.matches("[unsafe-link-scheme]").count(), 5, "{text}");
    assert_eq!(text.matches("[broken-link]").count(), 2, "{text}");
    assert_eq!(text.matches("[bad-alias]").count(), 2, "{text}");
    assert_eq!(text.matches("[missing-file]").count(), 2, "{text}");
}

#[cfg(unix)]
#[test]
fn links_of_the_file_system_are_not_followed_out() {
    let project = Project::small();
    std::os::unix::fs::symlink("/etc/passwd", project.root().join("content/2568/items/secret.md")).expect("a link");
    std::os::unix::fs::symlink("/etc", project.root().join("content/2568/files")).expect("a link");
    let text = watched(&project, 1);
    assert_eq!(text.matches("[misfiled-item]").count(), 2, "{text}");
    assert!(!text.contains("root:"), "{text}");
}
