//! Addresses as an attacker would write them: every mixture of what folds, composes, hides or separates.

use proptest::prelude::*;

/// Characters chosen for what Unicode does to them, and the plain ones that they could turn into.
const NASTY: &[char] = &[
    'a',
    'k',
    's',
    'i',
    'm',
    'e',
    'J',
    'K',
    'S',
    'I',
    'M',
    'E',
    'h',
    't',
    'w',
    'y',
    '.',
    '-',
    '+',
    '*',
    '@',
    ' ',
    ',',
    '"',
    '<',
    '=',
    '\n',
    '\0',
    '\u{17F}',
    '\u{212A}',
    '\u{212B}',
    '\u{130}',
    '\u{131}',
    '\u{DF}',
    '\u{1E9E}',
    '\u{FB01}',
    '\u{FF20}',
    '\u{FF4D}',
    '\u{FF0E}',
    '\u{3002}',
    '\u{2024}',
    '\u{E9}',
    '\u{C9}',
    '\u{301}',
    '\u{30C}',
    '\u{307}',
    '\u{331}',
    '\u{308}',
    '\u{30A}',
    '\u{338}',
    '\u{345}',
    '\u{3A3}',
    '\u{3C2}',
    '\u{3C3}',
    '\u{430}',
    '\u{AD}',
    '\u{200B}',
    '\u{200C}',
    '\u{200D}',
    '\u{200E}',
    '\u{202E}',
    '\u{2060}',
    '\u{FEFF}',
    '\u{FE0F}',
    '\u{37E}',
    '\u{1FEF}',
    '\u{958}',
    '\u{1100}',
    '\u{1161}',
    '\u{11A8}',
    '\u{AC00}',
    '\u{1F600}',
    '\u{E0041}',
    '\u{85}',
    '\u{A0}',
    '\u{2028}',
    '\u{FFFD}',
];

fn nasty() -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop_oneof![8 => prop::sample::select(NASTY), 1 => any::<char>(), 4 => prop::char::range('a', 'z')],
        0..12,
    )
    .prop_map(String::from_iter)
}

fn domain() -> impl Strategy<Value = String> {
    let known = prop::sample::select(
        &[
            "example.org",
            "EXAMPLE.org",
            "example.org.",
            "münchen.example",
            "MÜNCHEN.example",
            "mu\u{308}nchen.example",
            "xn--mnchen-3ya.example",
            "XN--MNCHEN-3YA.example",
            "ΣΑΣ.example",
            "σας.example",
            "\u{212A}.example",
            "例え.テスト",
        ][..],
    );
    prop_oneof![
        4 => known.prop_map(str::to_owned),
        2 => (nasty(), nasty()).prop_map(|(a, b)| format!("{a}.{b}")),
        1 => "[a-zA-Z0-9-]{1,8}\\.[a-z]{2,3}",
    ]
}

/// Text that may or may not be an address.
pub(super) fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => (nasty(), domain()).prop_map(|(local, domain)| format!("{local}@{domain}")),
        4 => ("[a-zA-Z]{1,3}[J\u{30C}H\u{331}e\u{301}k\u{E9}]{0,4}", domain()).prop_map(|(l, d)| format!("{l}@{d}")),
        1 => nasty(),
        1 => any::<String>(),
    ]
}
