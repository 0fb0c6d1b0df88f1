use latchstring_domain::email::{AddressRule, AllowList, AllowListError, EmailAddress};

use crate::fixture::{address, allow};

#[test]
fn t072_mail_goes_to_the_listed_spelling() {
    let list = allow(&["mike@example.org", "Zo\u{EB}@example.org"]);
    let to = |claimed: &str| {
        EmailAddress::parse(claimed).ok().and_then(|claimed| list.mail_to(&claimed)).map(|to| to.to_string())
    };
    assert_eq!(to("mike@example.org").as_deref(), Some("mike@example.org"));
    assert_eq!(to("MIKE@EXAMPLE.ORG").as_deref(), Some("mike@example.org"));
    assert_eq!(to("zO\u{EB}@EXAMPLE.org").as_deref(), Some("Zo\u{EB}@example.org"));
    for other in [
        "m\u{131}ke@example.org",
        "mike@example.org\n",
        " mike@example.org",
        "mike@example.org.",
        "mike@example.com",
    ] {
        assert_eq!(to(other), None, "{other:?}");
    }
}

#[test]
fn t072_the_listed_spelling_wins_even_behind_a_rule_that_admits_the_address() {
    for entries in [["*@example.org", "mike@example.org"], ["mike@example.org", "*@example.org"]] {
        let to = allow(&entries).mail_to(&address("MIKE@Example.org")).unwrap();
        assert_eq!(to.as_str(), "mike@example.org", "{entries:?}");
    }
}

#[test]
fn t075_a_domain_rule_matches_exactly_this_domain() {
    let list = allow(&["*@example.com"]);
    for inside in ["user@example.com", "user@EXAMPLE.COM", "USER@Example.Com", "a.b+c@example.com"] {
        assert_eq!(list.mail_to(&address(inside)).unwrap().as_str(), inside);
    }
    let outside = [
        "user@attacker-example.com",
        "user@example.com.evil.test",
        "user@sub.example.com",
        "user@ex\u{430}mple.com",
        "user@example.org",
        "user@com",
        "user@example.com.",
        "user@xn--example-.com",
        "user@xn--example-.com.",
        "user@example.com@evil.test",
        "\"a@evil\"@example.com",
        "user@.example.com",
        "user@example..com",
        "user@exam\u{AD}ple.com",
        "user@example.com\u{200B}",
        "user@example.com\0.evil.test",
    ];
    for text in outside {
        let admitted = EmailAddress::parse(text).ok().and_then(|claimed| list.mail_to(&claimed));
        assert_eq!(admitted, None, "{text:?}");
    }
}

#[test]
fn t075_subdomains_need_a_rule_of_their_own() {
    let list = allow(&["*@*.example.com"]);
    for inside in ["u@sub.example.com", "u@a.b.example.com", "u@SUB.EXAMPLE.COM"] {
        assert!(list.mail_to(&address(inside)).is_some(), "{inside}");
    }
    for outside in
        ["u@example.com", "u@attacker-example.com", "u@sub.example.com.evil.test", "u@sub-example.com"]
    {
        assert_eq!(list.mail_to(&address(outside)), None, "{outside}");
    }
}

#[test]
fn t075_a_rule_names_a_usable_domain_in_one_spelling() {
    let canonical = [
        ("*@EXAMPLE.com", "*@example.com"),
        ("*@*.Example.COM", "*@*.example.com"),
        ("*@m\u{FC}nchen.example", "*@xn--mnchen-3ya.example"),
        ("Mike@Example.com", "Mike@Example.com"),
    ];
    for (written, kept) in canonical {
        assert_eq!(AddressRule::parse(written).unwrap().to_string(), kept);
    }
    let refused = [
        "*@",
        "*@*.",
        "*@*",
        "*@com",
        "*@*.com",
        "*@example.com.",
        "*@.example.com",
        "*@xn--example-.com",
        "*@**.example.com",
        "*@a.*.example.com",
        "*@[127.0.0.1]",
        "*@127.0.0.1",
        "*@localhost",
        "*@ex\u{AD}ample.com",
        "*@\u{212A}.example",
        "*@example.com,evil.test",
        "*@example.com *@evil.test",
        "*",
        "example.com",
        "@example.com",
        "*@user@example.com",
    ];
    for text in refused {
        assert!(AddressRule::parse(text).is_err(), "{text:?}");
    }
}

#[test]
fn an_address_never_reads_back_as_a_rule_for_a_domain() {
    assert!(EmailAddress::parse("*@example.com").is_err());
    assert!(EmailAddress::parse("**@example.com").is_ok());
}

#[test]
fn t078_no_providers_habits_are_assumed() {
    for (one, other) in [
        ("a.b+c@gmail.com", "ab@gmail.com"),
        ("a.b@gmail.com", "ab@gmail.com"),
        ("ab+c@gmail.com", "ab@gmail.com"),
        ("ab@googlemail.com", "ab@gmail.com"),
    ] {
        assert_ne!(address(one), address(other));
        assert_eq!(allow(&[other]).mail_to(&address(one)), None);
    }
}

#[test]
fn a_list_drops_repeats_keeps_the_order_and_has_a_hundred_entries_at_most() {
    let list = allow(&["b@example.com", "*@example.com", "A@example.com", "B@EXAMPLE.com", "*@EXAMPLE.COM"]);
    let kept: Vec<_> = list.rules().iter().map(ToString::to_string).collect();
    assert_eq!(kept, ["b@example.com", "*@example.com", "A@example.com"]);

    let many = |count: usize| (0..count).map(|n| AddressRule::parse(&format!("u{n}@example.com")).unwrap());
    assert_eq!(AllowList::new(many(100)).unwrap().rules().len(), 100);
    assert_eq!(AllowList::new(many(101)), Err(AllowListError::TooMany));
    assert!(AllowList::new(many(100).chain(many(100))).is_ok(), "repeats do not count");

    let mut looked_at = 0;
    let refused = AllowList::new(many(100_000).inspect(|_| looked_at += 1));
    assert_eq!(
        (refused, looked_at),
        (Err(AllowListError::TooMany), 101),
        "the rest is not compared with anything"
    );
}

#[test]
fn an_empty_list_asks_for_no_proof_and_admits_nobody_by_name() {
    let list = AllowList::default();
    assert!(!list.is_gated());
    assert_eq!(list.mail_to(&address("mike@example.org")), None);
    assert!(allow(&["mike@example.org"]).is_gated());
}

#[test]
fn a_list_admits_one_address_alone_or_does_not() {
    for (entries, alone) in [
        (&["dana@example.org"][..], true),
        (&["DANA@example.org", "dana@example.org"][..], true),
        (&["dana@example.org", "boss@example.org"][..], false),
        (&["boss@example.org"][..], false),
        (&["*@example.org"][..], false),
        (&["dana@example.org", "*@example.org"][..], false),
        (&[][..], false),
    ] {
        assert_eq!(allow(entries).admits_only(&address("dana@example.org")), alone, "{entries:?}");
    }
}
