//! The command line: what it says, how it ends.

use std::fs;
use std::process::{Command, Stdio};

use crate::project::{Project, Run, home, program};

#[test]
fn help_names_the_commands() {
    let run = Run::of(program().arg("--help").output().expect("starts"), home());
    assert_eq!(run.code, Some(0));
    for word in ["build", "check", "list", "serve", "explain", "completions", "--root", "--quiet", "--lang", "--color"] {
        assert!(run.stdout.contains(word), "{word}: {}", run.stdout);
    }
}

#[test]
fn the_version_names_the_commit_where_there_is_one() {
    let run = Run::of(program().arg("--version").output().expect("starts"), home());
    let git = Command::new("git").current_dir(home()).args(["rev-parse", "--short=10", "HEAD"]).output();
    // An unpacked archive may lie in another program's repository.
    let commit =
        git.ok().filter(|it| it.status.success() && home().join(".git").exists()).map(|it| String::from_utf8(it.stdout).expect("a hash"));
    let commit = std::env::var("PRONGSAI_COMMIT").ok().or(commit);
    let version = env!("CARGO_PKG_VERSION");
    let expected = commit.map_or(format!("prongsai {version}\n"), |it| format!("prongsai {version} ({})\n", it.trim()));
    assert_eq!((run.code, run.stdout), (Some(0), expected));
}

#[test]
fn slips_on_the_command_line_are_told_in_thai_and_english() {
    for (args, thai, english) in [
        (&["biuld"][..], "ไม่มีคำสั่ง `biuld` หมายถึง `build` หรือไม่", "a similar subcommand exists: 'build'"),
        (&["check", "--fromat", "json"], "ไม่มีตัวเลือก `--fromat` หมายถึง `--format` หรือไม่", "a similar argument exists: '--format'"),
        (&["check", "--format", "jsno"], "ไม่ได้ หมายถึง `json` หรือไม่ ค่าที่ใช้ได้คือ `human` `concise`", "[possible values: human"),
        (&["completions"], "ยังขาด `<SHELL>`", "<SHELL>"),
    ] {
        let run = Run::of(program().args(args).output().expect("starts"), home());
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{args:?}");
        assert!(run.stderr.contains(thai) && run.stderr.contains(english), "{args:?}: {}", run.stderr);
    }
}

#[test]
fn shells_can_complete_every_command() {
    let script = |shell| Run::of(program().args(["completions", shell]).output().expect("starts"), home());
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let run = script(shell);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{shell}");
        for word in ["check", "deny-warnings", "completions"] {
            assert!(run.stdout.contains(word), "{shell}: {word}");
        }
    }
    let typed = "COMP_WORDS=(prongsai che); COMP_CWORD=1; _prongsai prongsai che prongsai; echo \"${COMPREPLY[@]}\"";
    let bash = Command::new("bash").args(["-c", &format!("{}\n{typed}", script("bash").stdout)]).output().expect("bash starts");
    assert_eq!(String::from_utf8_lossy(&bash.stdout), "check\n", "{}", String::from_utf8_lossy(&bash.stderr));
}

#[test]
fn what_could_not_run_ends_with_2() {
    let folder = tempfile::tempdir().expect("a folder");
    for args in [
        &["biuld"][..],
        &["build", "--no-such-flag"],
        &["-r", "/no/such/folder", "check"],
        &["explain", "no-such-rule"],
        &["build", "-u", "example"],
    ] {
        let run = Run::of(program().current_dir(folder.path()).args(args).output().expect("starts"), folder.path());
        assert_eq!(run.code, Some(2), "{args:?}: {}", run.stderr);
        assert!(!run.stderr.is_empty() && !run.stderr.contains("panicked"), "{args:?}: {}", run.stderr);
    }
    let run = Run::of(program().current_dir(folder.path()).arg("check").output().expect("starts"), folder.path());
    assert!(run.stderr.contains("content/site.yaml"), "{}", run.stderr);
}

#[test]
fn the_site_is_found_from_a_folder_inside_it() {
    let project = Project::small();
    let inside = project.root().join("content/2568/items");
    let run = Run::of(program().current_dir(inside).args(["build", "-q"]).output().expect("starts"), project.root());
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    assert!(project.root().join("public/index.html").is_file());
}

#[test]
fn build_tells_where_how_many_and_what_needs_attention() {
    let run = Project::shipped().build();
    for word in ["65 หน้า", "[ROOT]/public", "มิลลิวินาที", "43 จาก 43 ข้อ", "eit.url"] {
        assert!(run.stderr.contains(word), "{word}: {}", run.stderr);
    }
    let run = Project::shipped().run(&["build", "--lang", "en"]);
    for word in ["65 pages", "43 of 43 items", "eit.url"] {
        assert!(run.stderr.contains(word), "{word}: {}", run.stderr);
    }
}

#[test]
fn findings_are_told_in_three_forms() {
    let project = Project::small();
    project.write("content/2568/items/o01.md", "---\nitem: O1\nofices: [clerk]\n---\n");
    let run = project.run(&["check"]);
    assert_eq!(run.code, Some(1));
    for word in ["error[unknown-field]", "content/2568/items/o01.md:3:1", "^^^^^^", "หมายถึง `offices` หรือไม่", "ข้อผิดพลาด 1 แห่ง"]
    {
        assert!(run.stderr.contains(word), "{word}: {}", run.stderr);
    }
    let run = project.run(&["check", "--format", "concise", "--lang", "en"]);
    assert_eq!(run.stdout, "content/2568/items/o01.md:3:1: error[unknown-field]: `ofices` is not known here (did you mean `offices`?)\n");
    let run = project.run(&["check", "--format", "json"]);
    for word in [
        "\"version\": 1",
        "\"rule\": \"unknown-field\"",
        "\"level\": \"error\"",
        "\"line\": 3",
        "\"column\": 1",
        "\"end_column\": 7",
        "\"message_en\"",
        "\"help\"",
    ] {
        assert!(run.stdout.contains(word), "{word}: {}", run.stdout);
    }
}

#[test]
fn of_very_many_findings_in_a_file_each_form_says_how_many_more() {
    let project = Project::small();
    project.write("content/2568/items/o01.md", format!("---\nitem: O1\n---\n{}", "<br>\n\n".repeat(3000)));
    for format in ["human", "concise", "json", "github", "sarif"] {
        let run = project.run(&["check", "--format", format]);
        assert_eq!(run.code, Some(1), "{format}: {}", run.stderr);
        let told = if format == "human" { &run.stderr } else { &run.stdout };
        assert_eq!(told.matches("มีแท็ก HTML").count(), 100, "{format}");
        assert_eq!(told.matches("และอีก 2900 แห่งในไฟล์นี้").count(), 1, "{format}");
        assert!(format != "human" || told.contains("ข้อผิดพลาด 3000 แห่ง"), "{told}");
        assert!(format != "json" || told.contains("\"count\": 2900"), "{told}");
    }
}

#[test]
fn what_the_shipped_report_lacks_is_told_at_its_line() {
    let run = Project::shipped().run(&["check", "--format", "concise", "--lang", "en"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    for fault in [
        "content/2568/items/o01.md:4:9: warning[no-evidence]",
        "content/2568/items/o04.md:4:9: warning[period-not-covered]",
        "content/2568/items/o31.md:4:9: warning[not-signed]",
        "content/2568/items/o42.md:5:9: warning[period-not-covered]",
        "content/2568/measures/2.md:3:8: warning[measure-part-missing]",
        "content/2568/year.yaml:6:8: warning[eit-link-generic]",
    ] {
        assert!(run.stdout.contains(fault), "{fault}: {}", run.stdout);
    }
    assert_eq!(run.stdout.matches("[no-evidence]").count(), 43);
}

#[test]
fn carets_stand_under_thai_letters() {
    let project = Project::small();
    project.write("content/2568/items/o02.md", "---\nitem: O2\n---\nดูแผนพัฒนาท้องถิ่นที่ [น้ำใจ](หาย.md) นี้\n");
    let run = project.run(&["check"]);
    // Vowels and tone marks above and below take no column: ดูแผนพัฒนาท้องถิ่นที่ and a space are 15 wide, [น้ำใจ]( is 7.
    let line = "4 | ดูแผนพัฒนาท้องถิ่นที่ [น้ำใจ](หาย.md) นี้\n";
    let at = run.stderr.find(line).unwrap_or_else(|| panic!("{}", run.stderr)) + line.len();
    let carets = run.stderr[at..].lines().next().expect("a line");
    assert_eq!(carets.trim_end(), format!("  | {}{}", " ".repeat(15 + 7), "^".repeat(6)), "{}", run.stderr);
}

#[test]
fn check_writes_nothing() {
    let project = Project::small();
    let run = project.run(&["check"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""));
    assert!(!project.root().join("content/urls.lock").exists());
    assert!(!project.root().join("public").exists());
}

#[test]
fn list_has_a_row_per_item() {
    let project = Project::shipped();
    assert_eq!(project.run(&["list"]).stdout.lines().filter(|it| it.starts_with("2568  O")).count(), 43);
    let csv = project.run(&["list", "--format", "csv"]).stdout;
    assert!(csv.starts_with('\u{FEFF}') && csv.contains("https://www.rongheep.go.th/ita/2568/o43/"));
    let json = project.run(&["list", "--format", "json"]).stdout;
    assert_eq!(json.matches("\"title\": \"").count(), 43 + 7);
    assert!(json.contains("\"oit_estimate\": 0.0"), "{json}");
}

#[test]
fn explain_prints_the_documentation() {
    let run = Run::of(program().args(["explain", "broken-link"]).output().expect("starts"), home());
    assert!(run.stdout.contains("# broken-link") && run.stdout.contains("## Why it matters"), "{}", run.stdout);
    let run = Run::of(program().args(["explain", "broken-links"]).output().expect("starts"), home());
    assert!(run.stderr.contains("did you mean `broken-link`"), "{}", run.stderr);
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let project = Project::shipped();
    let mut child =
        program().arg("-r").arg(project.root()).arg("list").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("ends");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && !stderr.contains("panicked"), "{stderr}");
}

#[test]
fn colour_only_when_asked_for() {
    let project = Project::small();
    project.write("content/2568/items/o01.md", "---\nx: 1\n---\n");
    assert!(!project.run(&["check"]).stderr.contains('\u{1b}'));
    assert!(project.run(&["check", "--color", "always"]).stderr.contains('\u{1b}'));
}

#[test]
fn another_base_url_is_taken_from_the_command_line() {
    let project = Project::small();
    let out = project.root().join("out");
    let run = project.run(&["build", "-u", "https://other.example/x", "-o", &out.to_string_lossy()]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let sitemap = fs::read_to_string(out.join("sitemap.xml")).expect("a sitemap");
    assert!(sitemap.contains("https://other.example/x/2568/o1/"), "{sitemap}");
}
