//! Dates, scores, sizes and titles in the site's language and digits.

use super::Press;
use super::view::{DateView, PeriodView, StateView};
use crate::content::front_matter::Origin;
use crate::content::item::Status;
use crate::diag::Language;
use crate::history::Days;
use crate::scheme::Title;
use crate::text::date::{Date, Period};

impl Press<'_> {
    /// A title in the site's language.
    pub(super) fn words<'t>(&self, title: &'t Title) -> &'t str {
        match self.config().language {
            Language::Thai => &title.th,
            Language::English => &title.en,
        }
    }

    /// The days of a document, where the repository tells.
    pub(super) fn days(&self, origin: &Origin) -> Option<Days> {
        self.inputs.history.days(origin.path(&self.inputs.sources))
    }

    pub(super) fn date(&self, date: Date) -> DateView {
        let text = match self.config().language {
            Language::Thai => date.thai_short(self.config().digits),
            Language::English => date.english(),
        };
        DateView { iso: date.iso(), text }
    }

    pub(super) fn period(&self, period: Period) -> PeriodView {
        PeriodView { from: self.date(period.from), to: self.date(period.to) }
    }

    /// `1 ต.ค. 2567 ถึง 31 มี.ค. 2568`, with plain spaces, for tables.
    pub(super) fn period_text(&self, period: Period) -> String {
        let PeriodView { from, to } = self.period(period);
        format!("{} {} {}", from.text, self.say("date.to", &[]), to.text).replace('\u{A0}', " ")
    }

    /// Names of offices.
    pub(super) fn offices(&self, offices: &[usize]) -> Vec<String> {
        offices.iter().map(|it| self.config().office_name(*it).to_owned()).collect()
    }

    /// `95.88`.
    pub(super) fn score(&self, score: f64) -> String {
        self.digits(&format!("{:.2}", rounded(score)))
    }

    /// `0.5`: as few decimals as it has.
    pub(super) fn number(&self, number: f64) -> String {
        self.digits(&format!("{}", rounded(number)))
    }

    /// `1.2 MB`.
    pub(super) fn size(&self, bytes: u64) -> String {
        #[expect(clippy::cast_precision_loss, reason = "two digits are shown")]
        let kilobytes = bytes as f64 / 1024.0;
        let text = if kilobytes < 1.0 {
            format!("{bytes} B")
        } else if kilobytes < 1000.0 {
            format!("{kilobytes:.0} KB")
        } else {
            format!("{:.1} MB", kilobytes / 1024.0)
        };
        self.digits(&text)
    }
}

/// To two decimals, halves up, though 93.195 is a little less in binary.
fn rounded(number: f64) -> f64 {
    (number * 100.0 + 1e-7).round() / 100.0
}

/// The agency's own word as a state of the public face.
pub(super) fn reported(status: Status) -> StateView {
    StateView(match status {
        Status::Done => "reported",
        Status::InProgress => "in_progress",
        Status::NotStarted => "not_started",
    })
}

#[cfg(test)]
mod tests {
    use super::rounded;

    #[test]
    fn halves_go_up() {
        assert_eq!(format!("{:.2}", rounded(f64::midpoint(97.11, 89.28))), "93.20");
        assert_eq!(format!("{:.2}", rounded(95.8775)), "95.88");
    }
}
