//! What a person starts from: `init`, `new item`, `new measure`, `new indicator`, `new year`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use prongsai::path::SitePath;
use prongsai::scheme::BUILT_IN;
use serde_yaml::Value;

use crate::project::{Project, Run, bytes_below, home, program};
use crate::schema;
use crate::verify::Host;

/// The first day of fiscal year 2569 in Thailand, so that no test depends on the day it runs.
const TODAY: &str = "1759276800";

/// Runs the program in a folder.
fn run_in(folder: &Path, args: &[&str]) -> Run {
    Run::of(program().current_dir(folder).env("SOURCE_DATE_EPOCH", TODAY).args(args).output().expect("starts"), folder)
}

/// A folder that `init` was run in.
fn initial(args: &[&str]) -> Project {
    let project = Project::empty();
    let run = run_in(project.root(), &[&["init"], args].concat());
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""), "{}", run.stderr);
    project
}

/// The findings of a site, one a line; none is at error level.
fn findings(project: &Project) -> Vec<String> {
    let run = run_in(project.root(), &["check", "--format", "concise", "--lang", "en"]);
    assert_eq!(run.code, Some(0), "{}", run.stdout);
    run.stdout.lines().map(str::to_owned).collect()
}

/// Whether a finding is of one of some rules.
fn is_of(finding: &str, rules: &[&str]) -> bool {
    rules.iter().any(|it| finding.contains(&format!("[{it}]")))
}

#[test]
fn a_new_agency_builds_at_once() {
    for (path, text) in BUILT_IN {
        let (scheme, n_items) = (SitePath::new(path).expect("a path"), text.matches("\n  - id: O").count());
        let scheme = scheme.stem();
        for language in ["th", "en"] {
            let project = initial(&["--year", "๒๕๖๙", "--scheme", scheme, "--lang", language]);
            let strange: Vec<_> = findings(&project).into_iter().filter(|it| !is_of(it, &["placeholder", "eit-link-missing"])).collect();
            assert!(strange.is_empty(), "{scheme} {language}: {strange:?}");
            assert_eq!(schema::differences(project.root()), Vec::<String>::new());
            assert_eq!(fs::read_dir(project.root().join("content/2569/items")).expect("items").count(), n_items);
            assert_eq!(project.read("content/2569/year.yaml").contains("internal_tracking: true"), scheme != "oit-2569");
            let run = run_in(project.root(), &["build"]);
            assert_eq!(run.code, Some(0), "{}", run.stderr);
            assert_eq!(run_in(project.root(), &["build", "--locked"]).code, Some(0));
            let home = project.read("public/index.html");
            assert!(home.contains(&format!("lang=\"{language}\"")) || home.contains(&format!("lang={language}")), "{home}");
        }
    }
}

#[test]
fn what_is_told_is_written_and_the_rest_is_found_by_check() {
    let project = initial(&["--name", "องค์การบริหารส่วนตำบลตัวอย่าง", "--base-url", "https://www.example.go.th/ita"]);
    let site = project.read("content/site.yaml");
    for line in ["  name: องค์การบริหารส่วนตำบลตัวอย่าง\n", "  name_short: อบต.ตัวอย่าง\n", "base_url: https://www.example.go.th/ita/\n"]
    {
        assert!(site.contains(line), "{line}: {site}");
    }
    // The year and the list are those of the day.
    assert!(project.read("content/2569/year.yaml").starts_with("scheme: oit-2569\n"));
    assert!(findings(&project).iter().all(|it| is_of(it, &["eit-link-missing"])));
    assert!(project.read("README.md").starts_with("# ส่วน ITA ขององค์การบริหารส่วนตำบลตัวอย่าง\n"));

    let found = findings(&initial(&[]));
    for place in ["content/site.yaml:2:9: note[placeholder]", "content/site.yaml:14:11: note[placeholder]"] {
        assert!(found.iter().any(|it| it.starts_with(place)), "{place}: {found:?}");
    }
}

#[test]
fn names_of_any_kind_are_written_so_that_they_read_back() {
    for name in ["เทศบาล: ตัวอย่าง #1", "- ก", "\"ก\" [ข]", "2568", "ก\nข"] {
        let project = initial(&[&format!("--name={name}"), "--base-url", "http://localhost:8000"]);
        let site: Value = serde_yaml::from_str(&project.read("content/site.yaml")).expect("YAML");
        assert_eq!(site["agency"]["name"].as_str(), Some(name));
        assert_eq!(run_in(project.root(), &["check", "-q"]).code, Some(0), "{name}");
    }
}

#[test]
fn a_wrong_answer_on_the_command_line_makes_nothing() {
    for (args, told) in [
        (&["--scheme", "oit2568"][..], "หมายถึง `oit-2568` หรือไม่"),
        (&["--base-url", "www.example.go.th"], "is not the address of a section"),
        (&["--year", "2025"], "Buddhist era"),
    ] {
        let project = Project::empty();
        let run = run_in(project.root(), &[&["init"], args].concat());
        assert_eq!(run.code, Some(2), "{args:?}");
        assert!(run.stderr.contains(told), "{args:?}: {}", run.stderr);
        assert!(bytes_below(project.root()).is_empty());
    }
}

#[test]
fn init_changes_nothing_that_is_there() {
    let project = initial(&[]);
    project.write("content/site.yaml", "เขียนเอง").remove(".gitignore");
    let before = bytes_below(project.root());
    let run = run_in(project.root(), &["init"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("`.editorconfig`") && run.stderr.contains("และอีก 36 ไฟล์"), "{}", run.stderr);
    assert!(before == bytes_below(project.root()));
    // Another folder, which need not be there.
    assert_eq!(run_in(project.root(), &["init", "a/b", "-q"]).stderr, "");
    assert!(project.root().join("a/b/content/site.yaml").is_file());
}

#[cfg(target_os = "linux")]
#[test]
fn init_asks_on_a_terminal() {
    let project = Project::empty();
    let answers = "องค์การบริหารส่วนตำบลตัวอย่าง\n\nที่ไหน\nhttps://www.example.go.th/ita\n68\n2568\n\n";
    fs::write(project.root().join("answers"), answers).expect("written");
    let typed = format!("SOURCE_DATE_EPOCH={TODAY} {} init ที่ใหม่", program().get_program().to_string_lossy());
    // `script` gives the program a terminal.
    let command = format!("script -qec '{typed}' /dev/null < answers");
    let run = Run::of(Command::new("bash").current_dir(project.root()).args(["-c", &command]).output().expect("bash"), project.root());
    assert_eq!(run.code, Some(0), "{}{}", run.stdout, run.stderr);
    for word in ["ชื่อย่อ [อบต.ตัวอย่าง]: ", "ใช้ `ที่ไหน` ไม่ได้", "ใช้ `68` ไม่ได้", "ปีงบประมาณ [2569]: ", "ชุดข้อ [oit-2568]: "]
    {
        assert!(run.stdout.contains(word), "{word}: {}", run.stdout);
    }
    let site = project.read("ที่ใหม่/content/site.yaml");
    assert!(site.contains("name_short: อบต.ตัวอย่าง\n") && site.contains("base_url: https://www.example.go.th/ita/\n"), "{site}");
    assert!(project.root().join("ที่ใหม่/content/2568/items/o28.md").is_file());
}

// ── what runs on every change ───────────────────────────────────────────────────────────────────

/// What a code host runs.
struct Workflow {
    /// The shell with its options, as the host starts it.
    shell: &'static [&'static str],
    scripts: Vec<String>,
    variables: BTreeMap<String, String>,
}

impl Workflow {
    /// Runs a script. `PATH` begins with the folder of the program, or does not hold it.
    fn run(&self, n: usize, root: &Path, has_program: bool) -> Output {
        let own = PathBuf::from(program().get_program());
        let own = own.parent().expect("a folder").display().to_string();
        let path = if has_program { format!("{own}:/usr/bin:/bin") } else { "/usr/bin:/bin".to_owned() };
        let mut command = Command::new(self.shell[0]);
        command.args(&self.shell[1..]).arg(&self.scripts[n]).current_dir(root).envs(&self.variables).env("PATH", path);
        command.output().expect("the shell starts")
    }
}

fn texts(value: &Value) -> Vec<String> {
    value.as_sequence().expect("a list").iter().map(|it| it.as_str().expect("a text").to_owned()).collect()
}

fn variables(value: &Value) -> BTreeMap<String, String> {
    let all = value.as_mapping().expect("a map").iter();
    all.map(|(key, value)| (key.as_str().expect("a name").into(), value.as_str().expect("a text").into())).collect()
}

/// The workflows of GitHub and GitLab.
fn workflows(project: &Project) -> [Workflow; 2] {
    let parsed = |path| -> Value { serde_yaml::from_str(&project.read(path)).expect("YAML") };
    let (github, gitlab) = (parsed(".github/workflows/ita.yml"), parsed(".gitlab-ci.yml"));
    let steps = |job| {
        let steps = github["jobs"][job]["steps"].as_sequence().expect("steps").clone();
        steps.iter().filter_map(|it| it.get("run")?.as_str()).map(str::to_owned).collect::<Vec<_>>()
    };
    let (change, daily) = (steps("ita"), steps("verify"));
    assert_eq!(change[0], daily[0], "both begin with the program");
    // Nobody is hurried by a test's own host.
    let scripts = change.into_iter().chain(daily.last().map(|it| it.replace("prongsai verify", "prongsai verify --rate 0"))).collect();
    [
        Workflow { shell: &["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"], scripts, variables: variables(&github["env"]) },
        Workflow {
            shell: &["sh", "-ec"],
            scripts: [
                texts(&gitlab["default"]["before_script"]),
                texts(&gitlab["ita"]["script"]),
                texts(&gitlab["publish"]["script"]),
                texts(&gitlab["verify"]["script"])
                    .into_iter()
                    .map(|it| it.replace("prongsai verify", "prongsai verify --rate 0"))
                    .collect(),
            ]
            .concat(),
            variables: variables(&gitlab["variables"]),
        },
    ]
}

/// A new agency that was built once, as a code host gets it: without what is built.
fn committed() -> Project {
    let project = initial(&["--name", "องค์การบริหารส่วนตำบลตัวอย่าง"]);
    run_in(project.root(), &["build", "-q"]);
    fs::remove_dir_all(project.root().join("public")).expect("removed");
    project
}

#[test]
fn the_workflows_run() {
    let project = committed();
    let shown = project.root().join("www");
    let host = Host::of(shown.clone());
    let yaml = project.read("content/site.yaml").replace("https://www.____.go.th/ita/", &host.base);
    assert!(yaml.contains(&host.base), "{yaml}");
    // Without a target nothing is published and nobody is asked.
    project.write("content/site.yaml", &yaml);
    for workflow in workflows(&project) {
        assert_eq!(workflow.scripts.len(), 5, "{:?}", workflow.scripts);
        for n in 3..5 {
            let output = workflow.run(n, project.root(), true);
            let told = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(output.status.success() && told.contains("no target") && !shown.exists(), "{}: {told}", workflow.scripts[n]);
        }
    }
    project.write("content/site.yaml", format!("{yaml}\npublish:\n  main: www\n"));
    for (workflow, mark) in workflows(&project).into_iter().zip(["::error file=content/urls.lock,line=", "\"description\": \""]) {
        for n in 0..5 {
            let output = workflow.run(n, project.root(), true);
            let told = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(output.status.success(), "{}: {told}{}", workflow.scripts[n], String::from_utf8_lossy(&output.stderr));
        }
        assert!(project.root().join("public/.htaccess").is_file());
        assert!(shown.join(".htaccess").is_file(), "it is published");
        // What is public is looked at every day.
        fs::remove_file(shown.join("2569/o1/index.html")).expect("removed");
        let output = workflow.run(4, project.root(), true);
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(output.status.code(), Some(1), "{told}");
        let line = told.lines().find(|it| it.contains("2569/o1/")).unwrap_or_else(|| panic!("{told}"));
        assert!(line.contains(mark), "{line}");
        fs::remove_dir_all(&shown).expect("removed");
        fs::remove_dir_all(project.root().join("public")).expect("removed");
        // Without the program, and without a word where it is, the first step says what to fill in.
        let output = workflow.run(0, project.root(), false);
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(!output.status.success() && told.contains("PRONGSAI_GIT"), "{told}");
    }
    let report: Vec<Value> = serde_yaml::from_str(&project.read("gl-code-quality-report.json")).expect("JSON");
    assert!(report.iter().any(|it| it["check_name"] == "page-gone" && it["location"]["path"] == "content/urls.lock"), "{report:?}");
}

#[test]
fn the_workflows_publish_only_what_comes_to_the_main_branch_one_at_a_time_from_the_whole_history() {
    let project = initial(&[]);
    let parsed = |path| -> Value { serde_yaml::from_str(&project.read(path)).expect("YAML") };
    let (github, gitlab) = (parsed(".github/workflows/ita.yml"), parsed(".gitlab-ci.yml"));
    let text = |it: &Value| it.as_str().unwrap_or_else(|| panic!("{it:?}")).to_owned();
    // `on` is a word of YAML 1.1; the parser of the code host reads it as a name.
    assert_eq!(texts(&github["on"]["push"]["branches"]), ["main"]);
    assert!(github["on"]["schedule"][0]["cron"].is_string());
    assert_eq!(github["concurrency"]["cancel-in-progress"], Value::Bool(false), "no run is cut off while it publishes");
    for job in ["ita", "verify"] {
        assert_eq!(github["jobs"][job]["steps"][0]["with"]["fetch-depth"], 0);
    }
    let steps = github["jobs"]["ita"]["steps"].as_sequence().expect("steps").clone();
    let publishing: Vec<&Value> = steps.iter().filter(|it| it["run"].as_str().is_some_and(|it| it.contains("prongsai publish"))).collect();
    assert_eq!(publishing.len(), 1);
    assert_eq!(text(&publishing[0]["if"]), "github.event_name == 'push'");
    let secrets = publishing[0]["env"].as_mapping().expect("a map");
    for (name, value) in secrets {
        assert_eq!(text(value), format!("${{{{ secrets.{} }}}}", text(name)));
    }
    assert_eq!(secrets.len(), 3);
    assert_eq!(text(&github["permissions"]["contents"]), "read");
    assert_eq!(text(&gitlab["variables"]["GIT_DEPTH"]), "0");
    assert!(gitlab["publish"]["resource_group"].is_string());
    let rules = gitlab["publish"]["rules"].as_sequence().expect("rules");
    assert_eq!(text(&rules.last().expect("a rule")["if"]), "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH");
    assert_eq!(text(&rules[0]["when"]), "never");
    assert_eq!(text(&gitlab["verify"]["rules"][0]["if"]), "$CI_PIPELINE_SOURCE == \"schedule\"");
}

#[test]
fn the_workflows_stop_at_an_error_and_tell_where_it_is() {
    let project = committed();
    project.write("content/2569/items/o02.md", "---\nitem: O2\nofice: x\n---\n");
    let [github, gitlab] = workflows(&project).map(|it| it.run(1, project.root(), true));
    let told = String::from_utf8_lossy(&github.stdout).into_owned();
    assert!(!github.status.success() && told.contains("::error file=content/2569/items/o02.md,line=3"), "{told}");
    let told = String::from_utf8_lossy(&gitlab.stderr).into_owned();
    assert!(!gitlab.status.success() && told.contains("content/2569/items/o02.md:3:1"), "{told}");
    assert!(project.read("gl-code-quality-report.json").contains("\"severity\": \"blocker\""));
    assert!(!project.root().join("public").exists());
}

// ── new pages ───────────────────────────────────────────────────────────────────────────────────

#[test]
fn a_new_page_is_that_of_a_new_agency() {
    let project = initial(&["--year", "2568", "--scheme", "oit-2566"]);
    let items = project.root().join("content/2568/items");
    let before = bytes_below(&items);
    for (n, spelt) in [(1, "O1"), (2, "๐๒"), (12, "o12"), (29, "OIT29"), (31, "ข้อ 31"), (43, "43")] {
        let path = format!("content/2568/items/o{n:02}.md");
        project.remove(&path);
        let run = run_in(project.root(), &["new", "item", spelt]);
        assert_eq!((run.code, run.stdout), (Some(0), format!("{path}\n")), "{}", run.stderr);
    }
    assert!(before == bytes_below(&items));
    for n in 1..=2 {
        assert_eq!(run_in(project.root(), &["new", "measure", "-q"]).stdout, format!("content/2568/measures/{n}.md\n"));
    }
    for n in 1..=8 {
        assert_eq!(run_in(project.root(), &["new", "indicator", &n.to_string(), "--year", "2568"]).code, Some(0));
    }
    let rules = ["placeholder", "eit-link-missing", "measure-part-missing"];
    let strange: Vec<_> = findings(&project).into_iter().filter(|it| !is_of(it, &rules)).collect();
    assert!(strange.is_empty(), "{strange:?}");
    assert_eq!(schema::differences(project.root()), Vec::<String>::new());
}

#[test]
fn a_page_says_what_the_scheme_asks() {
    let project = initial(&["--year", "2568", "--scheme", "oit-2566"]);
    let page = project.read("content/2568/items/o12.md");
    for line in [
        "# O12 รายงานการกำกับติดตามการดำเนินงานและการใช้งบประมาณประจำปี รอบ 6 เดือน\n",
        "# รหัสส่วนงานที่รับผิดชอบ: clerk สำนักปลัด, finance กองคลัง, works กองช่าง\n",
        "# ต้องเป็นข้อมูล 6 เดือนแรกของปีงบประมาณ 2568\ncovers: {from: 2567-10-01, to: 2568-03-31}\n",
        "#   monthly: แจกแจงเป็นรายเดือนหรือรายไตรมาส\n",
        "#     shows: [progress, budget, monthly, period]\n",
    ] {
        assert!(page.contains(line), "{line}{page}");
    }
    // What is in force covers no fixed time, and a plan one of its own.
    assert!(!project.read("content/2568/items/o01.md").contains("\ncovers:"));
    assert!(project.read("content/2568/items/o04.md").contains("\n# covers: {from: 2565-10-01, to: 2570-09-30}\n"));
    assert!(project.read("content/2568/items/o29.md").contains("\n# none: "));
    assert!(project.read("content/2568/items/o31.md").contains("\nsigned_by:\n"));
    // The lines that are remarks for now can be used as they are.
    let file = home().join("tests/sites/sample/content/2568/items/o12/report-h1.pdf");
    let open = page.replace("# evidence:", "evidence:").replace("#   - file", "  - file").replace("#     title", "    title");
    project
        .write("content/2568/items/o12.md", open.replace("#     shows", "    shows"))
        .write("content/2568/items/o12/report.pdf", fs::read(file).expect("a PDF of the sample"));
    assert!(findings(&project).iter().all(|it| !it.contains("o12")));
}

#[test]
fn a_new_page_takes_no_place_of_another() {
    let project = Project::small();
    project
        .write("content/2568/measures/1.md", "---\nmeasure: 1\ntitle: ก\n---\n")
        .write("content/2568/indicators/๖/index.md", "---\n---\n");
    let before = bytes_below(project.root());
    for (args, told) in [
        (&["item", "O1"][..], "`content/2568/items/o01.md`"),
        (&["item", "O3"], "มีข้อ O1 ถึง O2"),
        (&["item", "สาม"], "write, for example, `O12`"),
        (&["item", "O1", "--year", "2570"], "ปีที่มีคือ 2568"),
        (&["measure", "1"], "`content/2568/measures/1.md`"),
        (&["measure", "0"], "0 is not in"),
        (&["indicator", "6"], "`content/2568/indicators/๖/index.md`"),
        (&["indicator", "9"], "ที่มีคือ 1, 6"),
        (&["year", "2568"], "ไม่มีปีใด"),
        (&["year", "2568", "--from", "2568"], "ต้องมาหลังปี 2568"),
        (&["year", "2569", "--from", "2567"], "ปีที่มีคือ 2568"),
        (&["year", "2569", "--scheme", "smal"], "หมายถึง `small` หรือไม่"),
    ] {
        let run = run_in(project.root(), &[&["new"], args].concat());
        assert_eq!(run.code, Some(2), "{args:?}");
        assert!(run.stderr.contains(told), "{args:?}: {}", run.stderr);
    }
    assert!(before == bytes_below(project.root()));
}

// ── new years ───────────────────────────────────────────────────────────────────────────────────

#[test]
fn a_new_year_builds_and_touches_nothing_of_the_old_one() {
    for (site, args) in [
        (home().to_path_buf(), &["2569", "--from", "2568"][..]),
        (home().to_path_buf(), &["2569", "--scheme", "oit-2566"]),
        (home().to_path_buf(), &["2570", "--from", "2568", "--scheme", "oit-2568"]),
        (home().join("tests/sites/sample"), &["2569"]),
        (home().join("tests/sites/sample"), &["2569", "--scheme", "oit-2566", "--lang", "en"]),
        (home().join("tests/sites/mixed"), &["2570"]),
        (home().join("tests/sites/mixed"), &["2570", "--from", "2568"]),
    ] {
        let project = Project::empty();
        crate::project::copy(&site.join("content"), &project.root().join("content"));
        let before = crate::project::tree(&project.root().join("content"));
        let run = run_in(project.root(), &[&["new", "year"], args].concat());
        assert_eq!(run.code, Some(0), "{args:?}: {}", run.stderr);
        let after = crate::project::tree(&project.root().join("content"));
        assert!(before.iter().all(|(path, file)| after.get(path) == Some(file)), "{args:?}");
        let new = format!("content/{}", args[0]);
        assert!(after.keys().all(|path| before.contains_key(path) || path.starts_with(project.root().join(&new))), "{args:?}");
        let of_form: Vec<_> = findings(&project).into_iter().filter(|it| it.starts_with(&new)).collect();
        let rules = ["eit-link-missing", "measure-part-missing", "element-not-shown", "insecure-link"];
        assert!(of_form.iter().all(|it| is_of(it, &rules)), "{args:?}: {of_form:#?}");
        assert_eq!(schema::differences(project.root()), Vec::<String>::new());
        let run = run_in(project.root(), &["build"]);
        assert_eq!(run.code, Some(0), "{args:?}: {}", run.stderr);
    }
}

#[test]
fn what_must_be_new_is_cleared() {
    let project = Project::copy_of(&home().join("tests/sites/sample"));
    run_in(project.root(), &["new", "year", "2569", "--scheme", "oit-2566"]);
    let year = project.read("content/2569/year.yaml");
    let value: Value = serde_yaml::from_str(&year).expect("YAML");
    for key in ["window", "result", "memo"] {
        assert!(value.get(key).is_none(), "{key}: {year}");
    }
    assert!(value["eit"]["url"].is_null() && value["report"].get("date").is_none());
    assert!(year.contains("ประจำปีงบประมาณ 2569") && year.contains("#     - post: ปลัดองค์การบริหารส่วนตำบลตัวอย่าง\n"), "{year}");
    for (path, text) in bytes_below(&project.root().join("content/2569/items")) {
        let Ok(text) = String::from_utf8(text) else { continue };
        if path.extension().is_some_and(|it| it == "md") {
            assert!(
                text.contains("\nupdated:\n") && text.contains("\nprogress:\n") && !text.contains("status: done"),
                "{}",
                path.display()
            );
            assert!(!text.contains("\nnone:"), "{}", path.display());
        }
    }
    // A report of a period is cleared, and what explains it stays; its link leads to the new page.
    let page = project.read("content/2569/items/o12.md");
    assert!(page.contains("\noffices: [clerk, finance]\n") && page.contains("[แผนดำเนินงานประจำปี](o11.md)"), "{page}");
    assert!(page.contains("\ncovers: {from: 2568-10-01, to: 2569-03-31}\n") && page.contains("\n# evidence:\n"), "{page}");
    assert!(!page.contains("ผลการใช้จ่ายรายเดือน") && !project.root().join("content/2569/items/o12").exists(), "{page}");
    // A measure and an indicator keep what they plan and lose what they report.
    let measure = project.read("content/2569/measures/1.md");
    assert!(measure.contains("period: {from: 2568-10-01, to: 2569-09-30}") && measure.contains("## สรุปผลการดำเนินการ\n\n## "), "{measure}");
}

#[test]
fn what_is_in_force_is_carried_with_its_files() {
    let project = Project::copy_of(&home().join("tests/sites/sample"));
    run_in(project.root(), &["new", "year", "2569", "--scheme", "oit-2566"]);
    let page = project.read("content/2569/items/o02.md");
    assert!(page.contains("status: in_progress") && page.contains("    shows: [executives, name, post, both-sides]\n"), "{page}");
    for name in ["executives.pdf", "head.jpg", "chair.png"] {
        let [old, new] =
            ["2568", "2569"].map(|year| fs::read(project.root().join(format!("content/{year}/items/o02/{name}"))).expect("there"));
        assert!(old == new, "{name}");
    }
    // A plan of several years stands while its years last.
    assert!(project.read("content/2569/items/o04.md").contains("evidence:\n  - file: development-plan.pdf\n"));
    run_in(project.root(), &["build", "-q"]);
    assert!(project.root().join("public/2569/o2/executives.pdf").is_file());
}

#[test]
fn items_are_followed_by_meaning_and_links_with_them() {
    let project = Project::shipped();
    let report = run_in(project.root(), &["new", "year", "2569", "--from", "2568"]).stdout;
    for line in [
        "ชุดข้อ oit-2566 (43 ข้อ) → oit-2569 (26 ข้อ)",
        "ข้อที่ยังถาม 11 ข้อ เปลี่ยนเลข 10 ข้อ\n",
        "  O1+O3 → O1  โครงสร้าง หน้าที่และอำนาจ\n      content/2569/items/o01.md\n      คงไว้: ส่วนงาน, เนื้อหา\n",
        "  O36 → O23  แผนปฏิบัติการป้องกันการทุจริต\n",
        "ข้อใหม่ 15 ข้อ\n  O3  ข้อมูลการติดต่อและช่องทางการสอบถาม\n",
        "ข้อที่ไม่ถามแล้ว 31 ข้อ ของเดิมยังอยู่ในปี 2568\n  O5  ข้อมูลการติดต่อ\n",
        "      ล้าง: ลิงก์และวันปิดแบบวัด EIT, ผลการประเมิน, เลขที่ วันที่ และความเห็นของบันทึกข้อความ\n",
    ] {
        assert!(report.contains(line), "{line}\n{report}");
    }
    // Both texts of an item that two became; a link to one that is asked no more names its year.
    let page = project.read("content/2569/items/o01.md");
    assert!(page.contains("ผังโครงสร้างบอกว่า") && page.contains("อบต. ทำได้เฉพาะเรื่อง"), "{page}");
    assert!(page.contains("[O6 ของปี 2568](../../2568/items/o06.md)"), "{page}");
    assert!(project.read("content/2569/items/o16.md").contains("[O17](o17.md)"));
}

/// Lists of a site of its own: the second one continues the first under other numbers.
fn scheme(id: &str, year: u16, items: &str) -> String {
    format!(
        "id: {id}\ntitle: ชุดข้อ {id}\ntitle_en: List {id}\nfiscal_years: [{year}]\nconfirmed: true\n\
         tools: [{{id: oit, title: แบบตรวจ, title_en: Disclosure, weight: 40}}]\n\
         indicators:\n  - {{number: 6, tool: oit, title: คุณภาพ, title_en: Quality}}\n  - {{number: 9, tool: oit, title: การเปิดเผย, title_en: Disclosure}}\n\
         subindicators: [{{id: \"9.1\", indicator: 9, title: ข้อมูล, title_en: Basics}}]\nitems:\n{items}"
    )
}

fn item(id: &str, title: &str, rest: &str) -> String {
    format!("  - {{id: {id}, title: {title}, title_en: {title} en, subindicator: \"9.1\", {rest}}}\n")
}

#[test]
fn links_of_every_kind_are_led_anew() {
    let project = Project::small();
    let elements = "elements: [{id: a, text: ก}, {id: b, text: ข}]";
    let old = [
        item("O1", "โครงสร้าง", &format!("covers: current, {elements}")),
        item("O2", "รายงาน", "covers: first_half"),
        item("O3", "ติดต่อ", "covers: current"),
        item("O4", "เลิก", "covers: current"),
    ];
    let new = [
        item("O1", "ติดต่อ", "covers: current"),
        item("O2", "ใหม่", "covers: current"),
        item("O7", "ผัง", "covers: current, elements: [{id: a, text: ก}], continues: {first: [O1, O4]}"),
        item("O8", "รายงาน", "covers: first_half"),
    ];
    let pdf = fs::read(home().join("tests/sites/sample/content/2568/items/o02/executives.pdf")).expect("a PDF of the sample");
    let whole = "---\nitem: O1\nstatus: done\noffices: [clerk]\nsigned_by: นายก\nevidence:\n  - {file: แผน ก.pdf, title: \"แผน: ก\", shows: [a, b]}\n  \
                 - {url: o03.md, title: ติดต่อ}\n  - {file: ../../../files/z.pdf, title: ส่วนกลาง}\n  - {here: ท้าย, title: ท้าย}\n---\n\
                 ดู [O2](../o02.md#ผล) [O3](../o03.md) [เลขเดิม][ref] [ผล](../../result) [แบบวัด](../../eit) [ดัชนี](../..) [มาตรการ](../../measures/1.md) [เดิม](../../indicators/7.md) [ยังมี](../../indicators/6.md)\n\n\
                 ![ภาพ](<แผน ก.pdf>) [นอก](https://www.example.go.th/) [ไฟล์](../o02/ผล.csv) [ท้าย](#ท้าย)\n\n[ref]: ../o04.md#ย่อย \"ชื่อ\"\n\n## ท้าย\n\nข้อความ\n";
    let list = scheme("first", 2568, &old.concat());
    let list = list.replace("  - {number: 6", "  - {number: 7, tool: oit, title: เดิม, title_en: Former}\n  - {number: 6");
    project
        .remove("content/schemes/small.yaml")
        .remove("content/2568/items/o01.md")
        .write("content/schemes/first.yaml", list)
        .write("content/2568/indicators/7.md", "---\nindicator: 7\n---\n")
        .write("content/2568/indicators/6.md", "---\nindicator: 6\n---\n")
        .write("content/schemes/second.yaml", scheme("second", 2569, &new.concat()))
        .write("content/2568/year.yaml", "scheme: first\nresult: {oit: 90, total: 90}\n")
        .write("content/2568/items/o01/index.md", whole)
        .write("content/2568/items/o01/แผน ก.pdf", &pdf)
        .write("content/files/z.pdf", &pdf)
        .write("content/2568/items/o02.md", "---\nitem: O2\nstatus: done\n---\nต่อจาก [O1](o01/index.md) ดู [ที่นี่](#ผล)\n\n## ผล\n\nดี [ไฟล์](ผล.csv)\n")
        .write("content/2568/items/o02/ผล.csv", "ก,ข\n1,2\n")
        .write("content/2568/items/o03.md", "---\nitem: O3\n---\nถาม [O4](o04.md)\n")
        .write("content/2568/items/o04.md", "---\nitem: O4\nevidence: [{file: แผน ก.pdf, title: อีกแผน}]\n---\n## ย่อย\n\n[เปิด](<แผน ก.pdf>)\n")
        .write("content/2568/items/o04/แผน ก.pdf", [&pdf[..], b"\n"].concat())
        .write("content/2568/measures/1.md", "---\nmeasure: 1\ntitle: ตาม [O1]\nanswers: {indicator: 6}\n---\nปี 2568\n\n## วิธีดำเนินการ\n\nดู [O2](../items/o02.md#ผล)\n\n## ผลลัพธ์\n\n[ก](#วิธีดำเนินการ)\n\n## สรุปผล\n\nเสร็จ\n");
    findings(&project);
    let run = run_in(project.root(), &["new", "year", "2569"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let page = project.read("content/2569/items/o07.md");
    for part in [
        "offices: [clerk]\n",
        "signed_by: นายก\n",
        "evidence:\n  - file: แผน ก.pdf\n    title: \"แผน: ก\"\n    shows: [a]\n  - url: o01.md\n",
        "  - file: ../../files/z.pdf\n",
        "  - here: \"#ท้าย\"\n",
        "  - file: o4-แผน ก.pdf\n    title: อีกแผน\n",
        "ดู [O8](o08.md) [O1](o01.md) [เลขเดิม][ref] [ผล](../../2568/result) [แบบวัด](../../2569/eit) [ดัชนี](../../2569) [มาตรการ](../measures/1) [เดิม](../../2568/indicators/7) [ยังมี](../indicators/6)\n",
        "[นอก](https://www.example.go.th/) [ไฟล์](../../2568/items/o02/ผล.csv) [ท้าย](#ท้าย)\n",
        "[ref]: o07.md#ย่อย \"ชื่อ\"\n",
        "## ย่อย\n\n[เปิด](<o4-%E0",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    let files = bytes_below(&project.root().join("content/2569/items/o07"));
    assert_eq!(files.keys().map(|it| it.to_string_lossy().into_owned()).collect::<Vec<_>>(), ["o4-แผน ก.pdf", "แผน ก.pdf"]);
    let report = project.read("content/2569/items/o08.md");
    assert!(report.ends_with("---\n"), "a link to a part that is cleared is not carried: {report}");
    let measure = project.read("content/2569/measures/1.md");
    assert!(measure.ends_with("---\n## วิธีดำเนินการ\n\nดู [O8](../items/o08.md)\n\n## ผลลัพธ์\n\n## สรุปผล\n\n"), "{measure}");
    let run = run_in(project.root(), &["build"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
}

#[test]
fn a_year_with_errors_or_a_new_one_that_is_there_is_left() {
    let project = Project::small();
    project.write("content/2568/items/o02.md", "---\nitem: O2\nofice: x\n---\n");
    let run = run_in(project.root(), &["new", "year", "2569"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("error[unknown-field]") && run.stderr.contains("ไม่ได้เขียนไฟล์ใด"), "{}", run.stderr);
    assert!(!project.root().join("content/2569").exists());
    project.write("content/2568/items/o02.md", "---\nitem: O2\n---\n").write("content/๒๕๖๙/items/o01/a.csv", "ก");
    let run = run_in(project.root(), &["new", "year", "2569"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("`content/๒๕๖๙/items/o01/a.csv`"), "{}", run.stderr);
    assert!(!project.root().join("content/2569").exists());
}
