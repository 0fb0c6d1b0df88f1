use std::collections::BTreeSet;

use crate::html::{Tag, tags, text_of};
use crate::{english, everywhere, page};

/// Runs a check on every page in every language, with both names in the failure.
fn every_page(check: impl Fn(&str, &[Tag])) {
    for (language, _, sample) in everywhere() {
        println!("{language}: {}", sample.name);
        check(&sample.html, &tags(&sample.html));
    }
}

fn named<'a>(tags: &'a [Tag], name: &str) -> Vec<&'a Tag> {
    tags.iter().filter(|tag| tag.name == name).collect()
}

#[test]
fn every_page_has_one_heading_one_main_part_a_title_and_a_language() {
    every_page(|html, tags| {
        assert_eq!(named(tags, "h1").len(), 1);
        assert_eq!(named(tags, "main").len(), 1);
        assert!(named(tags, "h1")[0].path.contains(&"main".to_owned()));
        assert!(!text_of(html, "title").trim().is_empty());
    });
}

#[test]
fn every_input_has_a_label() {
    every_page(|_, tags| {
        let labelled: BTreeSet<_> = tags.iter().filter_map(|tag| tag.get("for")).collect();
        for input in tags.iter().filter(|tag| matches!(tag.name.as_str(), "input" | "select" | "textarea")) {
            let hidden = input.get("type") == Some("hidden");
            let by_id = input.get("id").is_some_and(|id| labelled.contains(id));
            let inside = input.path.iter().any(|element| element == "label");
            assert!(hidden || by_id || inside || input.has("aria-label"), "{:?}", input.get("name"));
        }
    });
}

#[test]
fn every_reference_within_a_page_leads_somewhere() {
    every_page(|_, tags| {
        let ids: Vec<_> = tags.iter().filter_map(|tag| tag.get("id")).collect();
        let unique: BTreeSet<_> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "an id is there twice");
        for tag in tags {
            let listed = [
                "for",
                "form",
                "aria-describedby",
                "aria-labelledby",
                "data-reveal",
                "data-copy",
                "data-dialog",
            ];
            let listed = listed.iter().filter_map(|name| tag.get(name)).flat_map(|ids| ids.split(' '));
            let linked = tag.get("href").and_then(|href| href.strip_prefix('#'));
            for id in listed.chain(linked) {
                assert!(unique.contains(id), "#{id}");
            }
        }
    });
}

#[test]
fn what_is_wrong_is_said_at_the_field_and_in_a_summary_that_takes_the_focus() {
    every_page(|_, tags| {
        let summaries: Vec<_> = tags.iter().filter(|tag| tag.get("role") == Some("alert")).collect();
        let invalid: Vec<_> = tags.iter().filter(|tag| tag.has("aria-invalid")).collect();
        for field in &invalid {
            let described = field.get("aria-describedby").unwrap();
            assert!(described.split(' ').any(|id| id.ends_with("-error")), "{described}");
            let link = format!("#{}", field.get("id").unwrap());
            assert!(tags.iter().any(|tag| tag.get("href") == Some(&link)), "{link} is not in the summary");
        }
        assert!(invalid.is_empty() || summaries.len() == 1);
        for summary in summaries {
            assert_eq!((summary.get("tabindex"), summary.has("autofocus")), (Some("-1"), true));
        }
    });
    for name in
        ["sign-in-wrong-password", "sign-in-locked", "challenge-choice", "sites-no-site", "sites-no-type"]
    {
        let expected = usize::from(name != "challenge-choice");
        assert_eq!(page(name).matches("role=\"alert\"").count(), expected, "{name}");
    }
}

#[test]
fn progress_is_a_list_that_says_where_one_is() {
    for (name, current) in [("provider-confirm", "Provider"), ("sign-in", "Sign in"), ("sites", "Sites")] {
        let html = page(name);
        let (_, rest) = html.split_once("aria-current=\"step\">").unwrap();
        assert!(rest.starts_with(current), "{name}");
        assert_eq!(html.matches("aria-current=\"step\"").count(), 1);
    }
    assert!(!page("done").contains("aria-current"));
}

#[test]
fn there_is_nothing_inline_for_a_strict_policy_to_refuse() {
    every_page(|html, tags| {
        assert!(named(tags, "style").is_empty() && !html.contains("javascript:"));
        for tag in tags {
            for (name, _) in tag.attributes() {
                assert!(name != "style" && !name.starts_with("on"), "{name} on <{}>", tag.name);
            }
        }
        let scripts = named(tags, "script");
        assert!(scripts.iter().all(|script| script.has("src") && script.has("defer")));
        assert_eq!(text_of(html, "script"), "");
    });
}

#[test]
fn t004_nothing_is_loaded_from_or_sent_to_another_origin() {
    every_page(|_, tags| {
        for tag in tags {
            let loaded = match tag.name.as_str() {
                "a" | "use" => None,
                _ => tag.get("src").or(tag.get("href")).or(tag.get("action")),
            };
            assert!(loaded.is_none_or(|url| url.starts_with("/p/")), "{loaded:?}");
            if tag.get("href").is_some_and(|href| href.starts_with("http")) {
                assert!(tag.get("href").unwrap().starts_with("https://"));
                assert!(
                    tag.get("rel").is_some_and(|rel| rel.contains("noreferrer")),
                    "{:?}",
                    tag.get("href")
                );
            }
            if tag.get("target") == Some("_blank") {
                // A tab for a page of our own reports to whoever its frame reports to; any other is told of nobody.
                let target = tag.get("href").or(tag.get("action")).unwrap();
                let expected = if target.starts_with("/p/") { "opener" } else { "noopener" };
                assert!(
                    tag.get("rel").is_some_and(|rel| rel.split(' ').any(|word| word == expected)),
                    "{target}"
                );
            }
        }
        let referrer = tags.iter().find(|tag| tag.get("name") == Some("referrer")).unwrap();
        assert_eq!(referrer.get("content"), Some("no-referrer"));
    });
}

#[test]
fn every_form_that_posts_to_a_session_carries_its_proof() {
    every_page(|html, tags| {
        // Before there is a session, the link's token in the address is all the proof there can be.
        let to_session = |form: &&&Tag| form.get("action").is_some_and(|action| action.starts_with("/p/s/"));
        let posts = named(tags, "form");
        let posts = posts.iter().filter(|form| form.get("method") == Some("post")).filter(to_session).count();
        // The pass itself is the proof of the form that carries it to another tab.
        let proofs = tags.iter().filter(|tag| matches!(tag.get("name"), Some("csrf" | "pass")));
        assert!(proofs.clone().all(|proof| proof.get("value").is_some_and(|value| !value.is_empty())));
        assert_eq!(proofs.count(), posts);
        // Each in its own form, which is its parent, before any field of the provider's.
        let first = |name| html.matches(&format!("\n<input type=\"hidden\" name=\"{name}\"")).count();
        assert_eq!(first("csrf") + first("pass"), posts);
        for form in named(tags, "form") {
            assert!(matches!(form.get("method"), Some("post" | "get")));
        }
    });
}

#[test]
fn t097_a_password_manager_finds_its_way_and_no_password_is_ever_echoed() {
    every_page(|_, tags| {
        for input in tags.iter().filter(|tag| tag.get("type") == Some("password")) {
            assert!(!input.has("value"));
            assert!(matches!(input.get("autocomplete"), Some("current-password" | "new-password")));
        }
    });
    let html = page("sign-in");
    assert!(html.contains("autocomplete=\"username\"") && html.contains("autocomplete=\"current-password\""));
    assert!(page("challenge-new-password").contains("autocomplete=\"new-password\""));
    assert!(page("challenge-code").contains("autocomplete=\"one-time-code\""));
}

#[test]
fn the_provider_and_its_domain_are_in_sight_wherever_something_secret_is_asked() {
    every_page(|html, tags| {
        let asks = |tag: &Tag| tag.get("type") == Some("password") || tag.get("id") == Some("field-answer");
        if tags.iter().any(asks) {
            assert!(html.contains("Pacific Power") && html.contains("pacificpower.example"));
        }
    });
}

#[test]
fn what_people_typed_is_escaped() {
    assert!(page("landing-reconnect-named").contains("&#60;b&#62;Please&#60;/b&#62; &#38; thank you"));
    assert!(page("provider-search-none").contains("value=\"&#60;script&#62;\""));
}

#[test]
fn what_needs_the_script_is_hidden_until_it_runs() {
    every_page(|_, tags| {
        for tag in tags {
            let needs =
                ["data-reveal", "data-copy", "data-all", "data-filter"].iter().any(|name| tag.has(name));
            assert!(!needs || tag.has("hidden"), "<{}> would do nothing", tag.name);
        }
    });
}

#[test]
fn a_locked_provider_leaves_no_other_to_choose() {
    assert!(page("provider-confirm").contains("?choose=1"));
    assert!(!page("provider-confirm-locked").contains("choose=1"));
}

#[test]
fn tries_are_counted_out_loud_only_when_few_are_left() {
    assert!(page("challenge-code-refused").contains("2 tries left"));
    assert!(page("challenge-code-last").contains("One try left"));
    assert!(!page("challenge-code-app").contains("left"));
}

#[test]
fn the_last_page_thanks_in_the_agreed_words() {
    assert_eq!(text_of(&page("done"), "h1"), "Thanks for connecting your utility account!");
}

#[test]
fn every_dead_end_shows_a_way_forward() {
    for sample in english().iter().filter(|sample| sample.name.starts_with("dead-")) {
        let main = text_of(&sample.html, "main");
        let says =
            ["Ask ", "again", "with the same link", "newer link"].iter().any(|words| main.contains(words));
        assert!(says || main.contains("class=\"button\""), "{}", sample.name);
    }
}
