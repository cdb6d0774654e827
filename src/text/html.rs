//! Text as HTML and XML take it.

/// A text for an element or for an attribute in quotes.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut res = String::with_capacity(text.len());
    push(&mut res, text);
    res
}

/// Appends a text for an element or for an attribute in quotes.
pub fn push(to: &mut String, text: &str) {
    // A string takes every text.
    let _ = pulldown_cmark_escape::escape_html(to, text);
}

/// Appends a text for an element, with its quotes as they are.
pub fn push_text(to: &mut String, text: &str) {
    let _ = pulldown_cmark_escape::escape_html_body_text(to, text);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_a_meaning_in_html_loses_it() {
        let text = "ก <b a=\"1\"> & 'ข' &amp;";
        assert_eq!(escape(text), "ก &lt;b a=&quot;1&quot;&gt; &amp; &#39;ข&#39; &amp;amp;");
        let mut res = String::from("> ");
        push_text(&mut res, text);
        assert_eq!(res, "> ก &lt;b a=\"1\"&gt; &amp; 'ข' &amp;amp;");
    }
}
