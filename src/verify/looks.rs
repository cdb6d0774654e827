//! What a page looks like to somebody who only glances at it: a login, the page for what is not there.

/// The make of a page: its title and the order of its elements; of a text without elements the text. Numbers and the address that was
/// asked for are left out, for they differ from one answer to the next.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Look(String);

impl Look {
    /// The make of what came for an address.
    pub(super) fn of(address: &str, bytes: &[u8]) -> Look {
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        let tags = tags(&text);
        let plain = |it: &str| {
            let encoded = crate::path::percent_encode(address).to_lowercase();
            let address = address.trim_end_matches('/').to_lowercase();
            let mut res = it.replace(encoded.trim_end_matches('/'), "");
            if !address.is_empty() {
                res = res.replace(&address, "");
            }
            res.retain(|c| !c.is_numeric() && !c.is_whitespace() && c != '/');
            res
        };
        if tags.is_empty() {
            return Look(plain(&text));
        }
        Look(format!("{} {}", plain(title(&text)), tags.join(" ")))
    }
}

/// The names of elements in order, each once where several follow one another.
fn tags(text: &str) -> Vec<&str> {
    let name = |it: &'_ str| it.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(it.len());
    let mut res: Vec<&str> = text.split('<').skip(1).map(|it| &it[..name(it)]).filter(|it| !it.is_empty()).collect();
    res.dedup();
    res
}

fn title(text: &str) -> &str {
    let after = text.split_once("<title").and_then(|it| it.1.split_once('>')).map_or("", |it| it.1);
    after.split('<').next().unwrap_or_default()
}

/// Whether a page has a field for a password.
pub(super) fn asks_for_a_password(text: &str) -> bool {
    let mut text = text.to_ascii_lowercase();
    text.retain(|c| !c.is_whitespace() && c != '"' && c != '\'');
    text.contains("type=password")
}

/// Whether an address is that of a login, by its words.
pub(super) fn is_login(address: &str) -> bool {
    let address = address.to_ascii_lowercase();
    let words = ["login", "logon", "signin", "auth", "oauth2", "sso", "saml", "accounts"];
    let mut parts = address.split(|c: char| !c.is_ascii_alphanumeric());
    parts.any(|it| words.contains(&it)) || address.contains("sign-in") || address.contains("sign_in") || address.contains("log-in")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_one_make_look_alike_and_others_do_not() {
        let page = |title: &str, body: &str| format!("<!doctype html><title>{title}</title><body>{body}");
        let nothing = page("Not found", "<h1>No <b>abc</b></h1><p>42 ms</p>");
        let look = |address: &str, text: &str| Look::of(address, text.as_bytes());
        for (text, is_same) in [
            (page("Not found", "<h1>No <b>2568/o3</b></h1><p>7 ms</p>"), true),
            (page("แผนพัฒนา", "<h1>No <b>2568/o3</b></h1><p>7 ms</p>"), false),
            (page("Not found", "<h1>No</h1><form><input></form>"), false),
        ] {
            assert_eq!(look("abc/", &nothing) == look("2568/o3/", &text), is_same, "{text}");
        }
        assert_eq!(look("abc/", "There is no /ita/abc/ (1)"), look("2568/o3/", "There is no /ita/2568/o3/ (27)"));
        assert_ne!(look("abc/", "There is no /ita/abc/"), look("2568/o3/", "Play slots"));
    }

    #[test]
    fn logins_are_known_by_their_field_or_their_address() {
        for text in ["<input type=password>", "<INPUT TYPE='password'>", "<input\n type = \"Password\" name=p>"] {
            assert!(asks_for_a_password(text), "{text}");
        }
        assert!(!asks_for_a_password("<p>type your password</p>"));
        for address in ["https://a.go.th/wp-login.php?redirect_to=x", "https://a.go.th/users/sign_in", "https://login.a.go.th/", "/auth/"] {
            assert!(is_login(address), "{address}");
        }
        for address in ["https://a.go.th/ita/2568/o3/", "https://a.go.th/authority/", "https://a.go.th/blogging"] {
            assert!(!is_login(address), "{address}");
        }
    }
}
