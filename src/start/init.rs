//! The folder of a new agency: it builds at once, and says where something is still to be filled in.

use super::page::{self, Frame, KnownItem};
use super::{Files, year};
use crate::schema::{self, Kind, Lists};
use crate::yaml::write::scalar;

/// Stands for a name that was not told; the rule `placeholder` finds it.
pub const UNNAMED: &str = "(ชื่อหน่วยงาน)";
/// Stands for an address that was not told; the rule `placeholder` finds it.
pub const UNKNOWN_ADDRESS: &str = "https://www.____.go.th/ita/";

/// Ids and names of the offices that agencies of this kind have; for a start.
pub const OFFICES: [(&str, &str, &str); 3] = [
    ("clerk", "สำนักปลัด", "Office of the Chief Administrator"),
    ("finance", "กองคลัง", "Finance Division"),
    ("works", "กองช่าง", "Public Works Division"),
];

/// Kinds of local governments and how their names are shortened.
const SHORT_FORMS: [(&str, &str); 5] =
    [("องค์การบริหารส่วนตำบล", "อบต."), ("องค์การบริหารส่วนจังหวัด", "อบจ."), ("เทศบาลตำบล", "ทต."), ("เทศบาลเมือง", "ทม."), ("เทศบาลนคร", "ทน.")];

/// The usual short form of a name: `อบต.ตัวอย่าง`; the name itself when it has none.
#[must_use]
pub fn short_name(name: &str) -> String {
    let short = SHORT_FORMS.iter().find_map(|(long, short)| Some(format!("{short}{}", name.strip_prefix(long)?.trim_start())));
    short.unwrap_or_else(|| name.to_owned())
}

/// The files. `frame` names the agency, its offices and the year; `lists` are the words that its files may use.
#[must_use]
pub fn files(frame: Frame<'_>, lists: &Lists) -> Files {
    let mut res = Files::default();
    let be = frame.year.be();
    res.text("content/site.yaml", site(frame));
    res.text(&format!("content/{be}/year.yaml"), year::file(frame, &year::KnownYear::default()));
    for asked in &frame.scheme.items {
        res.text(&format!("content/{be}/{}", page::item_path(asked.code)), page::item(frame, asked, &KnownItem::default()));
    }
    let readme = include_str!("files/readme.md");
    let (year, next) = (be.to_string(), (be + 1).to_string());
    res.text("README.md", readme.replace("{name}", &frame.config.agency.name).replace("{year}", &year).replace("{next}", &next));
    res.text(".gitignore", include_str!("files/gitignore"));
    res.text(".gitattributes", include_str!("files/gitattributes"));
    res.text(".editorconfig", include_str!("files/editorconfig"));
    res.text(".github/workflows/ita.yml", include_str!("files/github.yml"));
    res.text(".gitlab-ci.yml", include_str!("files/gitlab.yml"));
    res.text(".vscode/settings.json", include_str!("files/settings.json"));
    res.text(".vscode/extensions.json", include_str!("files/extensions.json"));
    for kind in Kind::ALL {
        res.text(&format!(".vscode/schemas/{}.json", kind.id()), schema::text(kind, lists));
    }
    res
}

/// `site.yaml`.
fn site(frame: Frame<'_>) -> String {
    let config = frame.config;
    let choose = |th, en| frame.choose(th, en);
    let offices =
        config.offices.iter().map(|it| format!("  - {{id: {}, name: {}, name_en: {}}}\n", it.id, scalar(&it.name), scalar(&it.name_en)));
    let mut res = String::from("agency:\n");
    res.push_str(&format!("  name: {}\n  name_short: {}\n", scalar(&config.agency.name), scalar(&config.agency.name_short)));
    res.push_str(choose("  # หน่วยงานที่ไม่ใช่องค์กรปกครองส่วนท้องถิ่นใช้ other\n", "  # other, for what is no local government\n"));
    res.push_str("  kind: local_government\n");
    res.push_str(choose("  # ลบ # หน้าบรรทัดที่ใช้ แล้วกรอก\n", "  # take away the # of the lines you need, and fill them in\n"));
    for line in ["address: 99 หมู่ที่ 1 ตำบล", "district: อำเภอ", "province: จังหวัด", "phone: 02-000-0000", "email: contact@example.go.th"]
    {
        res.push_str(&format!("  # {line}\n"));
    }
    res.push_str("  # website: https://www.example.go.th/\n");
    res.push_str(choose("# ที่อยู่เว็บที่ส่วน ITA จะเผยแพร่ ลงท้ายด้วย /\n", "# where the section will be, with / at the end\n"));
    res.push_str(&format!("base_url: {}\n", scalar(&config.base_url)));
    res.push_str(choose("# ภาษาของหน้าเว็บ th หรือ en\n", "# language of the pages: th or en\n"));
    res.push_str(&format!("language: {}\n", choose("th", "en")));
    res.push_str(choose("# เลขที่ผู้อ่านเห็น arabic หรือ thai\n", "# digits that readers see: arabic or thai\n"));
    res.push_str("digits: arabic\n");
    res.push_str(choose("# สีของหน่วยงาน\n", "# the agency's colour\n"));
    res.push_str("# accent: \"#0b6258\"\n");
    res.push_str(choose(
        "# ส่วนงาน แก้ให้ตรงกับของหน่วยงาน id ใช้อ้างใน offices ของแต่ละข้อ\n",
        "# the offices; make them those of the agency. Pages name them by their id\n",
    ));
    res.push_str("offices:\n");
    res.extend(offices);
    res
}

#[cfg(test)]
mod tests {
    use super::short_name;

    #[test]
    fn names_are_shortened_as_is_usual() {
        for (name, short) in [
            ("องค์การบริหารส่วนตำบลตัวอย่าง", "อบต.ตัวอย่าง"),
            ("องค์การบริหารส่วนตำบล ตัวอย่าง", "อบต.ตัวอย่าง"),
            ("เทศบาลตำบลตัวอย่าง", "ทต.ตัวอย่าง"),
            ("โรงเรียนตัวอย่าง", "โรงเรียนตัวอย่าง"),
        ] {
            assert_eq!(short_name(name), short);
        }
    }
}
