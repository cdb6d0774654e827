//! What templates see: the contract with authors of themes.
//!
//! Every page is rendered with `site`, `page`, `year`, `nav`, the view of its kind under the name of its template
//! (`item` in `item.html`), and the function `t(key="…")` for the strings of the theme. Addresses (`href`) are ready to be
//! written into the page they are given to. Texts are plain and are escaped by the template; fields whose name ends in
//! `html` or `svg` are markup made by prongsai and take `| safe`. Dates and numbers stand in the digits the site asks for.
//!
//! Both faces: fields named `staff` are `None` on the public face and filled on the staff face.

use serde::Serialize;

/// The agency and the section; `site` in every template.
#[derive(Debug, Clone, Serialize)]
pub struct SiteView {
    /// Full name of the agency.
    pub name: String,
    /// Short name, or the full one.
    pub name_short: String,
    /// `th` or `en`.
    pub language: &'static str,
    /// District, province and the like, one line each, as they stand in the footer.
    pub place: Vec<String>,
    /// Telephone as written; empty when not known.
    pub phone: String,
    /// `tel:…`; empty when not known.
    pub phone_href: String,
    /// E-mail; empty when not known.
    pub email: String,
    /// The agency's main web site; empty when not known.
    pub website: String,
    /// Accounts on social networks: label and address.
    pub social: Vec<LinkView>,
    /// Address of the section: `base_url`.
    pub base_url: String,
}

/// This page; `page` in every template.
#[derive(Debug, Clone, Serialize)]
pub struct PageView {
    /// `board`, `index`, `item`, `measures`, `measure`, `indicators`, `indicator`, `result`, `report`, `eit`, `poster`, `search`, `moved`, `retired`, `not_found`, `desk`.
    pub kind: &'static str,
    /// Of the `<title>`, without the name of the agency.
    pub title: String,
    /// Of the description for search engines.
    pub description: String,
    /// Permanent address: absolute, with `/` at its end.
    pub url: String,
    /// The way to the section's root, e.g. `../../`; empty at the root. `root ~ "assets/…"` is a file of the theme.
    pub root: String,
    /// Version of the theme's files, to be put behind their names: `?v=…`.
    pub version: String,
    /// `public` or `staff`.
    pub face: &'static str,
    /// Trail of pages above this one.
    pub trail: Vec<LinkView>,
}

/// A link with its text.
#[derive(Debug, Clone, Serialize)]
pub struct LinkView {
    /// Text.
    pub label: String,
    /// Address.
    pub href: String,
    /// Whether it leads to this very page.
    pub current: bool,
}

/// The fiscal year of this page; `year` in every template.
#[derive(Debug, Clone, Serialize)]
pub struct YearView {
    /// `2568`, in the site's digits.
    pub be: String,
    /// Address of the year's board.
    pub board_href: String,
    /// Address of the year's link index.
    pub index_href: String,
    /// Whether it is the newest year of the section.
    pub newest: bool,
    /// Title of the scheme.
    pub scheme_title: String,
    /// What the reader must know: an unconfirmed scheme, the list of another year. Keys of strings: `t(key=…)`.
    pub notices: Vec<&'static str>,
}

/// A day.
#[derive(Debug, Clone, Serialize)]
pub struct DateView {
    /// ISO 8601, for `<time datetime>`.
    pub iso: String,
    /// For people, held together by no-break spaces.
    pub text: String,
}

/// A span of time.
#[derive(Debug, Clone, Serialize)]
pub struct PeriodView {
    /// First day.
    pub from: DateView,
    /// Last day.
    pub to: DateView,
}

/// The state of an item, drawn as a pane and told in words.
///
/// Public face: `open` (evidence can be opened), `reported` (reported as done), `in_progress`, `not_started`.
/// Staff face: `complete`, `partial`, `no_evidence`, `not_started`.
/// The word for it is the string `state.<id>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct StateView(pub &'static str);

/// One pane: an item of the board.
#[derive(Debug, Clone, Serialize)]
pub struct CellView {
    /// `O12`.
    pub code: String,
    /// Title.
    pub title: String,
    /// Address of its page; empty when the section has none.
    pub href: String,
    /// State.
    pub state: StateView,
    /// Whether it is the item of this page.
    pub current: bool,
}

/// The board.
#[derive(Debug, Clone, Serialize)]
pub struct BoardView {
    /// States in order with their counts.
    pub legend: Vec<LegendView>,
    /// One per indicator.
    pub groups: Vec<BoardGroupView>,
    /// Whether the height of rows stands for points (the scheme gives points per item).
    pub weighted: bool,
    /// Number of items of the scheme.
    pub total: usize,
    /// Number of items whose status is done.
    pub done: usize,
    /// All years of the section, newest first.
    pub years: Vec<YearRowView>,
    /// Score and grade, when the year has a result.
    pub result: Option<ResultLineView>,
    /// Number of measures.
    pub measures: usize,
    /// Number of perception indicators with a page.
    pub indicators: usize,
    /// Addresses: `result`, `measures`, `indicators`, `eit`, `report`, `index`; empty when the page does not exist.
    pub links: BoardLinksView,
    /// What is missing and who answers.
    pub staff: Option<BoardStaffView>,
}

/// Where the board leads.
#[derive(Debug, Clone, Serialize)]
pub struct BoardLinksView {
    /// The link index.
    pub index: String,
    /// The result.
    pub result: String,
    /// The measures.
    pub measures: String,
    /// The perception indicators.
    pub indicators: String,
    /// The survey.
    pub eit: String,
    /// The printable report.
    pub report: String,
}

/// A state and how many items have it.
#[derive(Debug, Clone, Serialize)]
pub struct LegendView {
    /// State.
    pub state: StateView,
    /// Items in it.
    pub count: usize,
}

/// An indicator on the board.
#[derive(Debug, Clone, Serialize)]
pub struct BoardGroupView {
    /// `9`.
    pub number: String,
    /// Title of the indicator.
    pub title: String,
    /// Its sub-indicators.
    pub rows: Vec<BoardRowView>,
}

/// A sub-indicator on the board.
#[derive(Debug, Clone, Serialize)]
pub struct BoardRowView {
    /// `9.1`.
    pub id: String,
    /// `9-1`, for ids of elements.
    pub slug: String,
    /// Title.
    pub title: String,
    /// Height of the row in halves of the lowest row: 2 is once, 5 is two and a half times.
    pub weight: u8,
    /// Items done, and items asked.
    pub done: usize,
    /// Items asked.
    pub total: usize,
    /// Its items.
    pub cells: Vec<CellView>,
    /// Points of one item, for staff: `0.4`.
    pub staff_points: Option<String>,
}

/// A year in the table of years.
#[derive(Debug, Clone, Serialize)]
pub struct YearRowView {
    /// `2568`.
    pub be: String,
    /// Its board.
    pub href: String,
    /// Its link index.
    pub index_href: String,
    /// Title of its scheme.
    pub scheme_title: String,
    /// Items done.
    pub done: usize,
    /// Items asked.
    pub total: usize,
    /// Total score; empty when there is none.
    pub score: String,
    /// Grade; empty when there is none.
    pub grade: String,
    /// Whether it is the year of this page.
    pub current: bool,
}

/// The result in one line.
#[derive(Debug, Clone, Serialize)]
pub struct ResultLineView {
    /// `95.88`.
    pub total: String,
    /// `ผ่านดี`; empty when not stated.
    pub grade: String,
}

/// For staff, under the board.
#[derive(Debug, Clone, Serialize)]
pub struct BoardStaffView {
    /// Items whose elements are all shown.
    pub complete: usize,
    /// Per office: name and number of items it answers for that are not complete.
    pub offices: Vec<OfficeCountView>,
}

/// An office and a count.
#[derive(Debug, Clone, Serialize)]
pub struct OfficeCountView {
    /// Name.
    pub name: String,
    /// Items.
    pub count: usize,
}

/// An item; `item` in `item.html`.
#[derive(Debug, Clone, Serialize)]
pub struct ItemView {
    /// `O12`.
    pub code: String,
    /// Title.
    pub title: String,
    /// State.
    pub state: StateView,
    /// Id and title of its sub-indicator: `9.2 การบริหารงาน`.
    pub subindicator: String,
    /// What the agency says of it, in a line; may be empty.
    pub progress: String,
    /// Elements. Public face: only those shown. Staff face: all.
    pub elements: Vec<ElementView>,
    /// Evidence in order.
    pub evidence: Vec<EvidenceView>,
    /// The agency's statement that there is nothing to show; empty when not stated.
    pub none: String,
    /// The body.
    pub body_html: String,
    /// Tables from files, below the body.
    pub data: Vec<DataView>,
    /// The time its content is about, as the file says.
    pub covers: Option<PeriodView>,
    /// What the scheme asks for, as key of a string: `covers.first_half`; empty when `covers` is another time.
    pub covers_key: String,
    /// Names of offices.
    pub offices: Vec<String>,
    /// How often it is renewed, as key of a string: `cadence.yearly`; empty when the scheme does not say.
    pub cadence_key: String,
    /// First day it was public, where the repository tells.
    pub published: Option<DateView>,
    /// Last change.
    pub updated: Option<DateView>,
    /// Who signed; a post. Empty when not stated.
    pub signed_by: String,
    /// Items it builds on.
    pub related: Vec<LinkView>,
    /// The steps an assessor would type.
    pub steps: Vec<String>,
    /// The items of its sub-indicator.
    pub siblings: Vec<CellView>,
    /// The item before.
    pub previous: Option<LinkView>,
    /// The item after.
    pub next: Option<LinkView>,
    /// What is missing.
    pub staff: Option<ItemStaffView>,
}

/// An element of an item.
#[derive(Debug, Clone, Serialize)]
pub struct ElementView {
    /// What must be found.
    pub text: String,
    /// Whether something shows it.
    pub shown: bool,
    /// Whether it is asked for only where there is any.
    pub optional: bool,
    /// What shows it.
    pub shown_by: Vec<LinkView>,
}

/// A table from a file, under a heading of its own.
#[derive(Debug, Clone, Serialize)]
pub struct DataView {
    /// Id of its heading.
    pub id: String,
    /// Its heading.
    pub caption: String,
    /// Lines between heading and table.
    pub lead: Vec<String>,
    /// Its columns.
    pub columns: Vec<DataColumnView>,
    /// Its rows, with a cell for each column.
    pub rows: Vec<Vec<DataCellView>>,
    /// The row of sums; empty when there is none.
    pub total: Vec<DataCellView>,
    /// Lines below the table.
    pub notes: Vec<String>,
    /// That the file has more rows than are shown; empty when it has not.
    pub cut: String,
    /// Its drawing.
    pub drawing: Option<DrawingView>,
    /// The file to download.
    pub download: LinkView,
    /// `CSV`.
    pub type_name: String,
    /// `2 KB`.
    pub size: String,
}

/// A column of a table from a file.
#[derive(Debug, Clone, Serialize)]
pub struct DataColumnView {
    /// Its name; the first may have none.
    pub name: String,
    /// Whether its cells are numbers.
    pub is_number: bool,
}

/// A cell of a table from a file.
#[derive(Debug, Clone, Serialize)]
pub struct DataCellView {
    /// `head` (names its row), `number`, `text`.
    pub kind: &'static str,
    /// What stands in it.
    pub text: String,
    /// Of a day: ISO 8601; else empty.
    pub iso: String,
}

/// A drawing of a table.
#[derive(Debug, Clone, Serialize)]
pub struct DrawingView {
    /// The drawing, with a title for those who do not see it.
    pub svg: String,
    /// What stands for which column.
    pub keys: Vec<KeyView>,
    /// The same in words, a sentence for each column.
    pub summary: Vec<String>,
    /// Which part of the table is drawn; empty when all of it is.
    pub part: String,
}

/// An entry of the key of a drawing.
#[derive(Debug, Clone, Serialize)]
pub struct KeyView {
    /// What it looks like.
    pub svg: String,
    /// What it stands for.
    pub label: String,
}

/// One piece of evidence.
#[derive(Debug, Clone, Serialize)]
pub struct EvidenceView {
    /// Id of its element on the page: `e1`.
    pub id: String,
    /// Title.
    pub title: String,
    /// Address.
    pub href: String,
    /// `file`, `page` (another site), `here` (a part of this page).
    pub kind: &'static str,
    /// `PDF`, `XLSX` …; for a page the host's name; empty for a part of this page.
    pub type_name: String,
    /// `1.2 MB`; empty unless it is a file.
    pub size: String,
    /// Texts of the elements it shows.
    pub shows: Vec<String>,
    /// Last change of a file, where the repository tells.
    pub updated: Option<DateView>,
}

/// For staff, on the item's page.
#[derive(Debug, Clone, Serialize)]
pub struct ItemStaffView {
    /// Number of elements that nothing shows.
    pub missing: usize,
    /// Points at risk, an estimate: `0.5`; empty when the scheme gives none or nothing is missing.
    pub points: String,
    /// Path of its source.
    pub source: String,
    /// Findings about it and about its tables.
    pub findings: Vec<FindingView>,
}

/// A finding, for staff.
#[derive(Debug, Clone, Serialize)]
pub struct FindingView {
    /// `error`, `warning`, `note`.
    pub level: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to type.
    pub help: String,
    /// `content/2568/items/o12.md:3:7`.
    pub place: String,
}

/// What is left to do; `desk` in `desk.html`. Only `serve` shows it.
#[derive(Debug, Clone, Serialize)]
pub struct DeskView {
    /// Findings by who answers for them; those without any are left out.
    pub offices: Vec<OfficeFindingsView>,
    /// Years, newest first.
    pub years: Vec<DeskYearView>,
    /// `content/site.yaml`.
    pub settings: SourceView,
}

/// An office and the findings it answers for.
#[derive(Debug, Clone, Serialize)]
pub struct OfficeFindingsView {
    /// Name; empty when the site names no offices.
    pub name: String,
    /// How many must be mended.
    pub errors: usize,
    /// How many an assessor would mark down.
    pub warnings: usize,
    /// How many are worth a look.
    pub notes: usize,
    /// Findings by file.
    pub findings: Vec<DeskFindingView>,
}

/// A finding and where it is mended.
#[derive(Debug, Clone, Serialize)]
pub struct DeskFindingView {
    /// The finding.
    pub finding: FindingView,
    /// Opens its place in the editor; empty when it is in no text.
    pub edit: String,
}

/// A year on the desk.
#[derive(Debug, Clone, Serialize)]
pub struct DeskYearView {
    /// `2568`, in the site's digits.
    pub be: String,
    /// How ready it is for assessors.
    pub readiness: ReadinessView,
    /// `year.yaml`.
    pub settings: SourceView,
    /// Items, measures and perception indicators.
    pub pages: Vec<DeskPageView>,
}

/// How ready a year is: items that show all that is asked.
#[derive(Debug, Clone, Serialize)]
pub struct ReadinessView {
    /// Items ready.
    pub ready: usize,
    /// Items asked.
    pub asked: usize,
    /// The OIT score that would come of it, of 100, an estimate; empty where the scheme is not sure.
    pub estimate: String,
    /// The same by sub-indicator.
    pub rows: Vec<ReadinessRowView>,
}

/// A sub-indicator's readiness.
#[derive(Debug, Clone, Serialize)]
pub struct ReadinessRowView {
    /// `9.1`.
    pub id: String,
    /// Title.
    pub title: String,
    /// Items ready.
    pub ready: usize,
    /// Items asked.
    pub asked: usize,
}

/// A page on the desk.
#[derive(Debug, Clone, Serialize)]
pub struct DeskPageView {
    /// `O12 …`, `มาตรการที่ 1 …`.
    pub label: String,
    /// Address; empty for an item without a page.
    pub href: String,
    /// State of an item; `None` for other pages.
    pub state: Option<StateView>,
    /// What it may cost, an estimate; empty when nothing or not known.
    pub points: String,
    /// Offices.
    pub offices: Vec<String>,
    /// Number of findings about it.
    pub findings: usize,
    /// Its source; `None` for an item without a page.
    pub source: Option<SourceView>,
}

/// A file of the site that people edit.
#[derive(Debug, Clone, Serialize)]
pub struct SourceView {
    /// `content/2568/items/o12.md`.
    pub path: String,
    /// Opens it in the editor.
    pub edit: String,
}

/// The link index; `index` in `index.html`.
#[derive(Debug, Clone, Serialize)]
pub struct IndexView {
    /// One per sub-indicator.
    pub groups: Vec<IndexGroupView>,
    /// CSV, XLSX, JSON.
    pub downloads: Vec<LinkView>,
}

/// A sub-indicator in the link index.
#[derive(Debug, Clone, Serialize)]
pub struct IndexGroupView {
    /// Id of its row: `s9-1`.
    pub anchor: String,
    /// `9.1 ข้อมูลพื้นฐาน`.
    pub title: String,
    /// Its items.
    pub rows: Vec<IndexRowView>,
}

/// An item in the link index.
#[derive(Debug, Clone, Serialize)]
pub struct IndexRowView {
    /// `O12`.
    pub code: String,
    /// Title.
    pub title: String,
    /// Its page; empty when the section has none.
    pub href: String,
    /// The agency's own answer.
    pub has: bool,
    /// State.
    pub state: StateView,
    /// Whole addresses: `label` is the absolute one to read and copy, `href` the way there from this page.
    pub urls: Vec<LinkView>,
    /// Numbered steps, one per address.
    pub explanation: Vec<String>,
    /// The time its content is about.
    pub covers: Option<PeriodView>,
    /// What the scheme asks for, as key of a string.
    pub covers_key: String,
    /// Names of offices.
    pub offices: Vec<String>,
    /// Last change.
    pub updated: Option<DateView>,
}

/// The measures; `measures` in `measures.html`.
#[derive(Debug, Clone, Serialize)]
pub struct MeasuresView {
    /// In order of their numbers.
    pub measures: Vec<MeasureView>,
}

/// A measure; `measure` in `measure.html`.
#[derive(Debug, Clone, Serialize)]
pub struct MeasureView {
    /// `1`.
    pub number: String,
    /// Title.
    pub title: String,
    /// Its page.
    pub href: String,
    /// The indicator it answers: `ตัวชี้วัดที่ 8 การปรับปรุงระบบการทำงาน`; `href` may be empty.
    pub answers: Option<LinkView>,
    /// When.
    pub period: Option<PeriodView>,
    /// Names of offices.
    pub offices: Vec<String>,
    /// Committees and posts beside the offices.
    pub owners: Vec<String>,
    /// First day it was public, where the repository tells.
    pub published: Option<DateView>,
    /// Last change, where the repository tells.
    pub updated: Option<DateView>,
    /// Text before the first heading.
    pub intro_html: String,
    /// What was found.
    pub finding: SectionView,
    /// What is done.
    pub steps: SectionView,
    /// Summary of results.
    pub results: SectionView,
    /// Outcomes.
    pub outcomes: SectionView,
    /// Sections under other headings, as written, and footnotes.
    pub more_html: String,
    /// Tables from files, below the body; on its own page only.
    pub data: Vec<DataView>,
    /// The measure before.
    pub previous: Option<LinkView>,
    /// The measure after.
    pub next: Option<LinkView>,
}

/// A section of a body, taken by the words of its heading. Both fields are empty when the file has no such heading.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SectionView {
    /// For the `id` of its heading, which links of other pages may lead to.
    pub id: String,
    /// What stands under the heading.
    pub html: String,
}

/// The perception indicators; `indicators` in `indicators.html`.
#[derive(Debug, Clone, Serialize)]
pub struct IndicatorsView {
    /// One per survey.
    pub tools: Vec<ToolView>,
}

/// A survey and its indicators.
#[derive(Debug, Clone, Serialize)]
pub struct ToolView {
    /// `iit`, `eit`.
    pub id: String,
    /// Full title.
    pub title: String,
    /// Who answers it; may be empty.
    pub respondents: String,
    /// Its indicators.
    pub indicators: Vec<IndicatorView>,
}

/// A perception indicator; `indicator` in `indicator.html`.
#[derive(Debug, Clone, Serialize)]
pub struct IndicatorView {
    /// `6`.
    pub number: String,
    /// Title.
    pub title: String,
    /// Its page.
    pub href: String,
    /// Its survey, in capitals: `EIT`.
    pub tool: String,
    /// Full title of the survey.
    pub tool_title: String,
    /// State: `reported`, `in_progress`, `not_started`.
    pub state: StateView,
    /// When.
    pub period: Option<PeriodView>,
    /// Names of offices.
    pub offices: Vec<String>,
    /// Whether these are all offices of the agency.
    pub all_offices: bool,
    /// First day it was public, where the repository tells.
    pub published: Option<DateView>,
    /// Last change, where the repository tells.
    pub updated: Option<DateView>,
    /// Text before the first heading.
    pub intro_html: String,
    /// Guidance.
    pub guidance: SectionView,
    /// Progress.
    pub progress: SectionView,
    /// Sections under other headings, as written, and footnotes.
    pub more_html: String,
    /// Tables from files, below the body; on its own page only.
    pub data: Vec<DataView>,
    /// Measures that answer this indicator.
    pub measures: Vec<LinkView>,
    /// The indicator before.
    pub previous: Option<LinkView>,
    /// The indicator after.
    pub next: Option<LinkView>,
}

/// The result; `result` in `result.html`.
#[derive(Debug, Clone, Serialize)]
pub struct ResultView {
    /// `95.88`.
    pub total: String,
    /// Title of the grade; empty when not stated.
    pub grade: String,
    /// Rows of the drawing and of the table.
    pub tools: Vec<ScoreView>,
    /// The total as a drawing.
    pub total_svg: String,
    /// The scale above the drawings.
    pub scale_svg: String,
    /// First value of the axis: `80`.
    pub axis_from: String,
    /// The grades, best first.
    pub bands: Vec<BandView>,
    /// Whether the floors of the grades are confirmed.
    pub bands_confirmed: bool,
    /// Line of the best grade: `95`.
    pub target: String,
    /// Sum computed from the scores and weights: `95.88`; empty when a tool is missing.
    pub computed: String,
    /// Whether the computed sum is the stated one to two decimals.
    pub agrees: bool,
    /// When the stated grade is below the grade of the total: names and scores of what is below the floor, `EIT 89.28`.
    pub below: Vec<String>,
    /// Whether some tool is given as several numbers without saying which is which.
    pub parts_unknown: bool,
    /// Mean of those numbers, when so: `93.20`.
    pub parts_mean: String,
}

/// One tool of the result.
#[derive(Debug, Clone, Serialize)]
pub struct ScoreView {
    /// `IIT`.
    pub name: String,
    /// Full title.
    pub title: String,
    /// Who answers or looks.
    pub respondents: String,
    /// Scores: one, or the parts of a tool; empty when not stated.
    pub scores: Vec<PartView>,
    /// Mean of the parts, when there are several; else empty.
    pub mean: String,
    /// `30`.
    pub weight: String,
    /// Points of the total: `29.92`.
    pub points: String,
    /// Whether every part reaches the best grade's line.
    pub reaches: bool,
    /// The drawing.
    pub svg: String,
}

/// A score of a tool.
#[derive(Debug, Clone, Serialize)]
pub struct PartView {
    /// `97.11`.
    pub score: String,
    /// Whether it is below the best grade's line.
    pub low: bool,
}

/// A grade.
#[derive(Debug, Clone, Serialize)]
pub struct BandView {
    /// Title.
    pub title: String,
    /// Lowest total: `85`; `0` for the last.
    pub min_total: String,
    /// Lowest score of each tool; empty when none is set.
    pub min_each: String,
    /// Total below which the last grade begins; empty for the others.
    pub below: String,
    /// Whether it is the stated grade.
    pub here: bool,
}

/// The printable report; `report` in `report.html`.
#[derive(Debug, Clone, Serialize)]
pub struct ReportView {
    /// Title of the report.
    pub title: String,
    /// Its date, when it has one.
    pub date: Option<DateView>,
    /// Measures.
    pub measures: Vec<MeasureView>,
    /// Indicators.
    pub indicators: Vec<IndicatorView>,
    /// Items by sub-indicator.
    pub groups: Vec<ReportGroupView>,
    /// Total and grade.
    pub result: Option<ResultLineView>,
    /// Scores in a line each: `IIT`, `99.73`.
    pub scores: Vec<ScoreView>,
    /// The covering memo.
    pub memo: Option<MemoView>,
}

/// A sub-indicator in the report.
#[derive(Debug, Clone, Serialize)]
pub struct ReportGroupView {
    /// Id of its heading: `r9-1`.
    pub anchor: String,
    /// `9.1 ข้อมูลพื้นฐาน`.
    pub title: String,
    /// Its items.
    pub rows: Vec<ReportRowView>,
}

/// An item in the report.
#[derive(Debug, Clone, Serialize)]
pub struct ReportRowView {
    /// `O12`.
    pub code: String,
    /// Title.
    pub title: String,
    /// Its elements as the scheme asks for them.
    pub elements: Vec<String>,
    /// Names of offices.
    pub offices: Vec<String>,
    /// `reported`, `in_progress`, `not_started`.
    pub state: StateView,
    /// What the agency says of it.
    pub progress: String,
}

/// The covering memo of the report: posts, never names.
#[derive(Debug, Clone, Serialize)]
pub struct MemoView {
    /// Number; may end in `/` when the running number is missing.
    pub number: String,
    /// Date.
    pub date: Option<DateView>,
    /// Office.
    pub office: String,
    /// Subject.
    pub subject: String,
    /// To whom.
    pub to: String,
    /// Who passed it on, in order.
    pub chain: Vec<MemoStepView>,
}

/// One post a memo passed.
#[derive(Debug, Clone, Serialize)]
pub struct MemoStepView {
    /// Post.
    pub post: String,
    /// Part it took.
    pub role: String,
    /// Remark; may be empty.
    pub remark: String,
}

/// The survey page and its poster; `eit` in `eit.html` and `poster.html`.
#[derive(Debug, Clone, Serialize)]
pub struct EitView {
    /// Address of the survey; empty when not set.
    pub url: String,
    /// Whether that is the system's entry for all agencies and not the agency's own link.
    pub generic: bool,
    /// The QR code; empty when the address is not set.
    pub qr_svg: String,
    /// File of the QR code as SVG.
    pub svg_href: String,
    /// File of the QR code as PNG.
    pub png_href: String,
    /// The poster.
    pub poster_href: String,
    /// The survey page, from the poster.
    pub page_href: String,
    /// Last day to answer.
    pub closes: Option<DateView>,
    /// Weight of the survey in the total: `30`; empty when the scheme does not say.
    pub weight: String,
    /// The office that answers: the first of the agency.
    pub office: String,
}

/// The search; `search` in `search.html`. Its words for the script stand in the template: see `static/search.js`.
#[derive(Debug, Clone, Serialize)]
pub struct SearchView {
    /// The script that holds the texts of all pages; to be loaded before `search.js`.
    pub index_href: String,
    /// Every page of the section by year, newest first.
    pub years: Vec<SearchYearView>,
}

/// The pages of a year.
#[derive(Debug, Clone, Serialize)]
pub struct SearchYearView {
    /// Id of its heading: `y2568`.
    pub anchor: String,
    /// `ปีงบประมาณ 2568`.
    pub title: String,
    /// Its pages by sub-indicator and kind.
    pub groups: Vec<SearchGroupView>,
}

/// Pages that belong together.
#[derive(Debug, Clone, Serialize)]
pub struct SearchGroupView {
    /// `9.1 ข้อมูลพื้นฐาน`.
    pub title: String,
    /// The pages.
    pub links: Vec<LinkView>,
}

/// An address that is given up; `retired` in `retired.html`.
#[derive(Debug, Clone, Serialize)]
pub struct RetiredView {
    /// Why, in the agency's words.
    pub reason: String,
}

/// A page that has moved; `moved` in `moved.html`.
#[derive(Debug, Clone, Serialize)]
pub struct MovedView {
    /// Where it is now, for a link.
    pub href: String,
    /// The same, absolute.
    pub url: String,
    /// Title of the page there.
    pub title: String,
}
