use std::collections::HashSet;
use std::hash::{BuildHasher as _, RandomState};

use latchstring_domain::email::{AddressRule, AllowList, EmailAddress};
use proptest::prelude::*;

use super::strategy::text;

fn parse(text: &str) -> Option<EmailAddress> {
    EmailAddress::parse(text).ok()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2048))]

    #[test]
    fn t074_the_canonical_form_is_its_own_canonical_form(text in text()) {
        if let Some(address) = parse(&text) {
            let again = EmailAddress::parse(address.canonical());
            prop_assert!(again.is_ok(), "{:?} of {text:?}: {again:?}", address.canonical());
            let again = again.unwrap();
            prop_assert_eq!(again.canonical(), address.canonical());
            prop_assert_eq!(again.as_str(), address.canonical());
            prop_assert_eq!(again, address);
        }
    }

    #[test]
    fn t074_the_spelling_reads_back_as_the_same_spelling(text in text()) {
        if let Some(address) = parse(&text) {
            let again = EmailAddress::parse(address.as_str()).unwrap();
            prop_assert_eq!(again.as_str(), address.as_str());
            prop_assert_eq!(again.canonical(), address.canonical());
        }
    }

    #[test]
    fn t074_equality_is_an_equivalence_and_the_hash_agrees(texts in prop::collection::vec(text(), 3..24)) {
        let state = RandomState::new();
        let known: Vec<_> = texts.iter().filter_map(|text| parse(text)).collect();
        for a in &known {
            prop_assert_eq!(a, a);
            for b in &known {
                prop_assert_eq!(a == b, b == a);
                prop_assert!(a != b || state.hash_one(a) == state.hash_one(b));
                for c in &known {
                    prop_assert!(!(a == b && b == c) || a == c);
                }
            }
        }
    }

    #[test]
    fn t073_nothing_but_ascii_becomes_ascii(text in text()) {
        if let Some(address) = parse(&text) {
            let (local, domain) = address.as_str().split_once('@').unwrap();
            let (canonical_local, canonical_domain) = address.canonical().split_once('@').unwrap();
            prop_assert_eq!(local.is_ascii(), canonical_local.is_ascii());
            prop_assert!(!local.is_ascii() || local.to_ascii_lowercase() == canonical_local);
            prop_assert_eq!(domain.split('.').count(), canonical_domain.split('.').count());
            for (label, canonical) in domain.split('.').zip(canonical_domain.split('.')) {
                if label.is_ascii() {
                    prop_assert_eq!(label.to_ascii_lowercase(), canonical);
                } else {
                    prop_assert!(canonical.starts_with("xn--"), "{:?} became {:?}", label, canonical);
                }
            }
        }
    }

    #[test]
    fn what_parses_has_one_at_sign_and_nothing_that_hides_or_separates(text in text()) {
        if let Some(address) = parse(&text) {
            for form in [address.as_str(), address.canonical()] {
                prop_assert_eq!(form.matches('@').count(), 1);
                prop_assert!(form.len() <= 254);
                let separates = |c: char| c.is_control() || c.is_whitespace() || ",;<>\"\\()[]:\u{FF20}".contains(c);
                let hides = |c| "\u{200B}\u{202E}\u{FEFF}\u{2060}\u{AD}".contains(c);
                prop_assert_eq!(form.chars().find(|c| separates(*c) || hides(*c)), None);
            }
            prop_assert!(!address.masked().contains(address.as_str()));
        }
    }

    #[test]
    fn a_rule_reads_back_from_its_own_text(text in text(), prefix in prop::sample::select(&["", "*@", "*@*."][..])) {
        let written = if prefix.is_empty() { text } else { format!("{prefix}{}", text.split('@').next_back().unwrap()) };
        if let Ok(rule) = AddressRule::parse(&written) {
            prop_assert_eq!(AddressRule::parse(&rule.to_string()), Ok(rule));
        }
    }

    #[test]
    fn t072_mail_goes_to_a_listed_spelling_or_nowhere(
        listed in prop::collection::vec(text(), 1..8),
        claimed in text(),
    ) {
        let listed: Vec<_> = listed.iter().filter_map(|text| parse(text)).collect();
        let spellings: HashSet<_> = listed.iter().map(|address| address.as_str().to_owned()).collect();
        let list = AllowList::new(listed.iter().cloned().map(AddressRule::Address)).unwrap();
        for claimed in parse(&claimed).into_iter().chain(listed) {
            match list.mail_to(&claimed) {
                Some(to) => prop_assert!(to == claimed && spellings.contains(to.as_str())),
                None => prop_assert!(!list.rules().iter().any(|rule| rule.admits(&claimed))),
            }
        }
    }
}
