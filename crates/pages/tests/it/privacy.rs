use crate::html::text_of;
use crate::{english, page};

#[test]
fn t008_a_link_preview_learns_no_name_and_robots_are_sent_away() {
    for sample in english().iter().filter(|sample| sample.name.starts_with("landing")) {
        let title = text_of(&sample.html, "title");
        assert!(["Connect your account", "Reconnect your account"].contains(&title), "{title}");
        assert!(!sample.html.contains("og:") && !sample.html.contains("name=\"description\""));
    }
    for sample in english() {
        assert!(
            sample.html.contains("<meta name=\"robots\" content=\"noindex, nofollow\">"),
            "{}",
            sample.name
        );
    }
}

#[test]
fn t011_a_limited_link_tells_a_stranger_nothing_but_that_it_is_limited() {
    let html = page("gated");
    for private in ["@", "Pacific", "Harbour", "site", "provider", "account", "<form"] {
        assert!(!text_of(&html, "main").contains(private), "{private}");
    }
    assert_eq!(text_of(&html, "title"), "This link is limited");
}

#[test]
fn a_link_that_nobody_knows_names_nobody() {
    for name in ["dead-unknown", "dead-not-found", "dead-server-error"] {
        let html = page(name);
        assert!(!html.contains("Acme") && !html.contains("Latchstring"), "{name}");
    }
}
