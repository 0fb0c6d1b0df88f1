//! Forwarded codes: addresses, and what in a message is a code.

use latchstring_domain::id::ConnectionId;
use latchstring_domain::mfa::{MfaAddress, MfaDomain, code_in};
use proptest::prelude::*;

#[test]
fn a_domain_is_a_host_name_in_lower_case() {
    assert_eq!(MfaDomain::parse(" MFA.Example.com ").unwrap().as_str(), "mfa.example.com");
    assert_eq!(MfaDomain::parse("xn--bcher-kva.example").unwrap().as_str(), "xn--bcher-kva.example");
    let longest = format!("{}.{}.{}.example", "a".repeat(63), "b".repeat(63), "c".repeat(63));
    assert_eq!(longest.len(), 199);
    assert!(MfaDomain::parse(&longest).is_ok());
    let longer = format!("{longest}.e");
    for text in [
        "",
        "example",
        ".example.com",
        "example.com.",
        "a..b",
        "-a.example",
        "a-.example",
        "bücher.example",
        "a b.example",
        "a@b.example",
        "a_b.example",
        "192.0.2.1",
        &longer,
        &format!("{}.example", "a".repeat(64)),
    ] {
        assert!(MfaDomain::parse(text).is_err(), "{text:?}");
    }
}

#[test]
fn an_address_is_a_connections_id_in_any_letter_case() {
    let text = "0199a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b@mfa.example.com";
    let address = MfaAddress::parse(text).unwrap();
    let id: ConnectionId = "0199a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b".parse().unwrap();
    assert_eq!((address.connection, address.domain.as_str()), (id, "mfa.example.com"));
    assert_eq!(address.to_string(), text);
    assert_eq!(MfaAddress::parse(&text.to_uppercase()), Ok(address));
    for text in ["", "@", "mfa.example.com", "anna@mfa.example.com", "0199a1b2@mfa.example.com"] {
        assert!(MfaAddress::parse(text).is_err(), "{text:?}");
    }
    assert_eq!(MfaDomain::of_address("Anna@MFA.example.com"), MfaDomain::parse("mfa.example.com").ok());
    assert_eq!(MfaDomain::of_address("mfa.example.com"), None);
}

#[test]
fn the_one_code_of_a_message_is_found() {
    for (subject, text, code) in [
        ("Your code", "Your code is 482913.", "482913"),
        ("482913 is your code", "Type 482913 within 10 minutes.", "482913"),
        ("", "Code: G7K2QX\r\nThanks", "G7K2QX"),
        ("", "code (4711)!", "4711"),
        ("", "認証コードは482913です。", "482913"),
        ("", "رمزك هو 482913", "482913"),
        ("", "“482913”", "482913"),
        ("", "<b>482913</b>", "482913"),
        (
            "",
            "482913 — sent on 2026-11-20 at 14:05 from 555-1234, $1,234.50, see https://x.example/9999",
            "482913",
        ),
        ("", "482913 asked by anna2001@x.example at www.1234.example", "482913"),
        ("", "482913\n© 2026 Pacific Power\nCopyright 2026\n©2026", "482913"),
    ] {
        assert_eq!(code_in(subject, text).as_deref(), Some(code), "{subject:?} {text:?}");
    }
}

#[test]
fn what_may_be_another_code_makes_it_none() {
    for text in [
        "",
        "Sign in to see your bill.",
        "482913 or 771204",
        "Your code is 482913. Customer number: 99120031",
        "Ticket #12345: 482913",
        "123 456",
        "G-482913",
        "123",
        "12345678901",
        "né482913",
        "password",
    ] {
        assert_eq!(code_in("", text), None, "{text:?}");
    }
    assert_eq!(code_in("771204", "482913"), None);
}

proptest! {
    #[test]
    fn whatever_comes_in_what_is_found_stands_in_it(subject in any::<String>(), text in any::<String>()) {
        if let Some(code) = code_in(&subject, &text) {
            prop_assert!((4..=10).contains(&code.len()));
            prop_assert!(code.bytes().all(|byte| byte.is_ascii_alphanumeric()));
            prop_assert!(code.bytes().any(|byte| byte.is_ascii_digit()));
            prop_assert!(subject.contains(&code) || text.contains(&code));
        }
    }

    #[test]
    fn a_code_among_words_is_found_and_a_second_one_hides_it(
        before in "[a-zA-Z ,.!]{0,40}",
        code in "[0-9]{4,10}",
        after in "[a-zA-Z ,.!]{0,40}",
        other in "[A-Z]{3}[0-9]{1,7}",
    ) {
        prop_assume!(!before.to_lowercase().contains("copyright"));
        let text = format!("{before} {code} {after}");
        prop_assert_eq!(code_in("", &text), Some(code.clone()));
        prop_assert_eq!(code_in(&other, &text), None);
        prop_assert_eq!(code_in(&code, &text), Some(code));
    }
}
