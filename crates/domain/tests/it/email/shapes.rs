use latchstring_domain::email::{EmailAddress, ParseEmailError};

use crate::fixture::address;

#[test]
fn t076_anything_but_exactly_one_address_is_refused() {
    let texts = [
        "",
        "@",
        "a@",
        "@x.example",
        "a",
        "a@b@c.example",
        "a@x.example,b@y.example",
        "a@x.example, b@y.example",
        "a@x.example;b@y.example",
        "a@x.example b@y.example",
        "a@x.example\nb@y.example",
        "a@x.example\r\nBcc: b@y.example",
        "<a@x.example>",
        "<a@x.example>, b@y.example",
        "A <a@x.example>",
        "\"A\" <a@x.example>",
        "a@x.example (A)",
        "(A)a@x.example",
        "[\"a@x.example\",\"b@y.example\"]",
        "[a@x.example]",
        "group: a@x.example;",
        "mailto:a@x.example",
        "a@x.example?cc=b@y.example",
        "a@x.example%2Cb@y.example",
        "a@x.example%00",
        "a@x.example\0",
        "\ta@x.example",
        "a@x.example ",
        " a@x.example",
        "a b@x.example",
        "\"a b\"@x.example",
        "\"a\"@x.example",
        "a\\@b@x.example",
        "@relay.example:a@x.example",
        "a@[127.0.0.1]",
        "a@[IPv6:::1]",
        "a@127.0.0.1",
        "a@x.1",
        "a@x",
        "a@localhost",
        ".a@x.example",
        "a.@x.example",
        "a..b@x.example",
        "a@-x.example",
        "a@x-.example",
        "a@x_y.example",
        "a@x..example",
        "a@.x.example",
        "a@x.example.",
        "a@x.example:25",
        "a@x.example/path",
    ];
    for text in texts {
        assert!(EmailAddress::parse(text).is_err(), "{text:?}");
    }
}

#[test]
fn ordinary_and_unusual_addresses_are_read() {
    let texts = [
        "a@x.example",
        "first.last+tag@sub.example.co.uk",
        "o'brien@example.com",
        "!#$%&'*+-/=?^_`{|}~@example.com",
        "1@2.example",
        "a@xn--bcher-kva.example",
        "a@b\u{FC}cher.example",
        "\u{7528}\u{6237}@\u{4F8B}\u{3048}.\u{30C6}\u{30B9}\u{30C8}",
        "a@9.8.example",
        "mailto=a@x.example",
    ];
    for text in texts {
        assert_eq!(address(text).as_str(), text);
    }
}

#[test]
fn the_lengths_of_rfc_5321_are_the_limit() {
    let local = |length: usize| format!("{}@example.com", "a".repeat(length));
    assert!(EmailAddress::parse(&local(64)).is_ok());
    assert_eq!(EmailAddress::parse(&local(65)), Err(ParseEmailError::TooLong));

    let label = "b".repeat(60);
    let total = |first: usize| format!("aaaa@{}.{label}.{label}.{label}.example", "c".repeat(first));
    let longest = 254 - total(0).len();
    assert_eq!(EmailAddress::parse(&total(longest)).unwrap().as_str().len(), 254);
    assert!(EmailAddress::parse(&total(longest + 1)).is_err());
    assert!(EmailAddress::parse(&format!("a@{}.example", "b".repeat(63))).is_ok());
    assert!(EmailAddress::parse(&format!("a@{}.example", "b".repeat(64))).is_err());
}

#[test]
fn a_text_far_too_long_is_refused_at_once() {
    let megabytes = "\u{4F8B}".repeat(1_000_000);
    assert_eq!(EmailAddress::parse(&format!("a@{megabytes}.example")), Err(ParseEmailError::TooLong));
    assert_eq!(EmailAddress::parse(&format!("{megabytes}@example.com")), Err(ParseEmailError::TooLong));
}

#[test]
fn neither_debug_nor_the_masked_form_shows_the_address() {
    let mike = address("mike@example.org");
    assert_eq!(mike.masked(), "m\u{2022}\u{2022}\u{2022}@example.org");
    assert_eq!(format!("{mike:?}"), "EmailAddress(m\u{2022}\u{2022}\u{2022}@example.org)");
    assert_eq!(mike.domain(), "example.org");
}
