use latchstring_domain::site::{SitePath, SitePathTooLong};
use latchstring_domain::text::{
    ApiKeyName, CompanyName, ExternalId, FieldId, FieldName, FlowName, HelperText, Message, OverrideText,
    ProviderName, ReturnState, SiteAddress, SiteName, SitePathStep, StatusDetail, Tag, TextError,
    WorkspaceName,
};
use proptest::prelude::*;

macro_rules! each_text {
    ($check:ident: $($name:ident)*) => {
        $($check(stringify!($name), $name::MAX, |text| $name::parse(text).map(|parsed| parsed.as_str().to_owned()));)*
    };
}

#[test]
fn every_text_is_bounded_in_characters_and_never_blank() {
    fn check(name: &str, max: usize, parse: impl Fn(&str) -> Result<String, TextError>) {
        for character in ["a", "\u{FC}", "\u{1F600}"] {
            let longest = character.repeat(max);
            assert_eq!(parse(&longest).as_ref(), Ok(&longest), "{name}");
            assert_eq!(parse(&character.repeat(max + 1)), Err(TextError::TooLong { max }), "{name}");
        }
        assert_eq!(parse("x").as_deref(), Ok("x"), "{name}");
        for blank in ["", " ", "\u{A0}\u{3000}"] {
            assert_eq!(parse(blank), Err(TextError::Empty), "{name} {blank:?}");
        }
    }
    each_text!(check: WorkspaceName CompanyName SiteName SiteAddress SitePathStep ProviderName ExternalId Message
        ReturnState ApiKeyName StatusDetail FlowName FieldId FieldName HelperText OverrideText Tag);
}

#[test]
fn the_limits_are_those_of_the_wire() {
    let limits =
        [CompanyName::MAX, SiteName::MAX, SiteAddress::MAX, SitePathStep::MAX, Message::MAX, SitePath::MAX];
    assert_eq!(limits, [200, 255, 255, 100, 500, 10]);
}

#[test]
fn no_text_holds_what_steers_a_terminal_a_header_or_the_direction_of_reading() {
    fn check(name: &str, _: usize, parse: impl Fn(&str) -> Result<String, TextError>) {
        for c in ['\0', '\u{1}', '\t', '\r', '\u{1B}', '\u{7F}', '\u{85}', '\u{9B}', '\u{2028}', '\u{2029}'] {
            assert_eq!(parse(&format!("a{c}b")), Err(TextError::Control), "{name} {c:?}");
        }
        for c in ('\u{202A}'..='\u{202E}').chain('\u{2066}'..='\u{2069}') {
            assert_eq!(parse(&format!("a{c}b")), Err(TextError::Control), "{name} {c:?}");
        }
    }
    each_text!(check: WorkspaceName CompanyName SiteName SiteAddress SitePathStep ProviderName ExternalId Message
        ReturnState ApiKeyName StatusDetail FlowName FieldId FieldName HelperText OverrideText Tag);
}

#[test]
fn only_messages_helps_addresses_and_details_have_lines() {
    fn refused(name: &str, _: usize, parse: impl Fn(&str) -> Result<String, TextError>) {
        for text in ["a\nb", "a\r\nb"] {
            assert_eq!(parse(text), Err(TextError::Control), "{name}");
        }
    }
    fn kept(name: &str, _: usize, parse: impl Fn(&str) -> Result<String, TextError>) {
        for text in ["a\nb", "a\r\nb", "\r\na\r\nb\r\n"] {
            assert_eq!(parse(text).as_deref(), Ok("a\nb"), "{name}");
        }
    }
    each_text!(refused: WorkspaceName CompanyName SiteName SitePathStep ProviderName ExternalId ReturnState ApiKeyName
        FlowName FieldId FieldName OverrideText Tag);
    each_text!(kept: SiteAddress Message StatusDetail HelperText);
}

#[test]
fn an_opaque_state_comes_back_as_it_was_given() {
    assert_eq!(ReturnState::parse(" {\"a\": 1} ").unwrap().as_str(), " {\"a\": 1} ");
    assert_eq!(CompanyName::parse(" Acme ").unwrap().as_str(), "Acme");
}

#[test]
fn a_site_path_has_ten_steps_at_most() {
    let steps = |count: usize| SitePath::new(vec![SitePathStep::parse("floor").unwrap(); count]);
    assert_eq!(steps(10).unwrap().steps().len(), 10);
    assert_eq!(steps(11), Err(SitePathTooLong));
}

proptest! {
    #[test]
    fn what_was_read_reads_back_unchanged(text in "[ \\r\\n\u{A0}]{0,3}\\PC{0,20}[ \\r\\n\u{2028}]{0,3}\\PC{0,20}[ \\r\\n]{0,3}") {
        if let Ok(message) = Message::parse(&text) {
            prop_assert_eq!(Message::parse(message.as_str()), Ok(message.clone()));
            prop_assert!(!message.as_str().contains('\r'));
        }
        if let Ok(name) = CompanyName::parse(&text) {
            prop_assert_eq!(CompanyName::parse(name.as_str()), Ok(name));
        }
    }
}
