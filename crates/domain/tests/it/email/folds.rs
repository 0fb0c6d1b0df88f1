use latchstring_domain::email::EmailAddress;

use crate::fixture::{address, allow};

/// A trap, the ASCII address it is made to look like, and whether it is an address at all.
const TRAPS: &[(&str, &str, &str, bool)] = &[
    ("long s", "\u{17F}am@example.org", "sam@example.org", false),
    ("Kelvin sign", "\u{212A}@example.org", "k@example.org", false),
    ("Kelvin sign in the domain", "sam@\u{212A}.example", "sam@k.example", false),
    ("Kelvin sign among others", "sam@\u{212A}elvin.example", "sam@kelvin.example", false),
    ("long s in the domain", "sam@\u{17F}ite.example", "sam@site.example", false),
    ("ligature", "\u{FB01}@example.org", "fi@example.org", false),
    ("ligature in the domain", "sam@o\u{FB03}ce.example", "sam@office.example", false),
    ("dotless i", "m\u{131}ke@example.org", "mike@example.org", true),
    ("capital dotted i", "m\u{130}ke@example.org", "mike@example.org", true),
    ("sharp s", "stra\u{DF}e@example.org", "strasse@example.org", true),
    ("capital sharp s", "STRA\u{1E9E}E@example.org", "strasse@example.org", true),
    ("sharp s in the domain", "sam@stra\u{DF}e.example", "sam@strasse.example", true),
    ("zero width space", "sa\u{200B}m@example.org", "sam@example.org", false),
    ("zero width joiner", "sa\u{200D}m@example.org", "sam@example.org", false),
    ("word joiner", "sa\u{2060}m@example.org", "sam@example.org", false),
    ("byte order mark", "\u{FEFF}sam@example.org", "sam@example.org", false),
    ("soft hyphen", "sa\u{AD}m@example.org", "sam@example.org", false),
    ("variation selector", "sam\u{FE0F}@example.org", "sam@example.org", false),
    ("tag character", "sam\u{E0041}@example.org", "sam@example.org", false),
    ("grapheme joiner", "sa\u{34F}m@example.org", "sam@example.org", false),
    ("right-to-left override", "\u{202E}mas@example.org", "sam@example.org", false),
    ("right-to-left isolate", "sa\u{2067}m@example.org", "sam@example.org", false),
    ("zero width space in the domain", "sam@exam\u{200B}ple.org", "sam@example.org", false),
    ("soft hyphen in the domain", "sam@exam\u{AD}ple.org", "sam@example.org", false),
    ("override in the domain", "sam@\u{202E}example.org", "sam@example.org", false),
    ("full-width letters", "\u{FF53}\u{FF41}\u{FF4D}@example.org", "sam@example.org", false),
    ("full-width letters in the domain", "sam@\u{FF45}xample.org", "sam@example.org", false),
    ("full-width dot in the domain", "sam@example\u{FF0E}org", "sam@example.org", false),
    ("ideographic dot in the domain", "sam@example\u{3002}org", "sam@example.org", false),
    ("full-width at sign", "sam\u{FF20}example.org", "sam@example.org", false),
    ("full-width at sign before another", "sam\u{FF20}evil.test@example.org", "sam@example.org", false),
    ("one dot leader", "a\u{2024}b@example.org", "a.b@example.org", false),
    ("Greek question mark", "a\u{37E}b@example.org", "a;b@example.org", false),
    ("Cyrillic a", "s\u{430}m@example.org", "sam@example.org", true),
    ("Cyrillic a in the domain", "sam@ex\u{430}mple.org", "sam@example.org", true),
    ("mark at the front", "\u{301}sam@example.org", "sam@example.org", false),
    ("superscript", "sam\u{B2}@example.org", "sam2@example.org", false),
    ("mathematical letters", "\u{1D42C}am@example.org", "sam@example.org", false),
];

#[test]
fn t073_no_look_alike_equals_the_ascii_address() {
    for (name, trap, ascii, is_address) in TRAPS {
        let parsed = EmailAddress::parse(trap);
        assert_eq!(parsed.is_ok(), *is_address, "{name}: {trap:?} gave {parsed:?}");
        let Ok(ascii) = EmailAddress::parse(ascii) else { continue };
        if let Ok(trap) = parsed {
            assert_ne!(trap, ascii, "{name}");
            assert_ne!(trap.canonical(), ascii.canonical(), "{name}");
            assert_eq!(allow(&[ascii.as_str()]).mail_to(&trap), None, "{name}");
        }
    }
}

#[test]
fn t073_composed_and_decomposed_spellings_are_one_address() {
    let pairs = [
        ("jose\u{301}@example.org", "jos\u{E9}@example.org"),
        ("\u{212B}ngstrom@example.org", "\u{C5}ngstrom@example.org"),
        ("\u{1100}\u{1161}\u{11A8}@example.org", "\u{AC01}@example.org"),
        ("J\u{30C}@example.org", "\u{1F0}@example.org"),
        ("H\u{331}@example.org", "\u{1E96}@example.org"),
        ("sam@mu\u{308}nchen.example", "sam@m\u{FC}nchen.example"),
    ];
    for (decomposed, composed) in pairs {
        assert_eq!(address(decomposed), address(composed), "{composed}");
        assert_eq!(address(decomposed).canonical(), address(composed).canonical());
    }
}

#[test]
fn t073_letter_case_beyond_ascii_makes_another_address() {
    assert_ne!(address("JOS\u{C9}@example.org"), address("jos\u{E9}@example.org"));
    assert_ne!(address("\u{130}@example.org"), address("\u{131}@example.org"));
    assert_eq!(address("JoS\u{E9}@example.org"), address("jOs\u{E9}@example.org"));
}

#[test]
fn t073_a_domain_has_one_canonical_form_in_any_alphabet_and_case() {
    let spellings = [
        "sam@m\u{FC}nchen.example",
        "sam@M\u{DC}NCHEN.EXAMPLE",
        "sam@xn--mnchen-3ya.example",
        "sam@XN--MNCHEN-3YA.example",
    ];
    for spelling in spellings {
        assert_eq!(address(spelling).canonical(), "sam@xn--mnchen-3ya.example", "{spelling}");
    }
    assert_eq!(address("sam@\u{3A3}\u{391}\u{3A3}.example"), address("sam@\u{3C3}\u{3B1}\u{3C3}.example"));
}
