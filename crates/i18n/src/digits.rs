//! How a language groups the digits of a whole number: CLDR's separator, and from how many digits on.

use fluent_bundle::FluentValue;
use intl_memoizer::concurrent::IntlLangMemoizer;

/// A bundle's way to write a number.
pub(crate) type Writer = fn(&FluentValue<'_>, &IntlLangMemoizer) -> Option<String>;

/// The writer of a language; `None` for one that is not in the table, whose digits are not grouped.
///
/// A table of seven rows stands against a library with the numbers of all languages: nothing on these pages needs more,
/// and a test holds each row to CLDR. The digits are 0 to 9 everywhere, in Arabic too, since account numbers, codes and
/// amounts come in those from the provider, and one page does not write the same number in two ways.
pub(crate) fn writer(tag: &str) -> Option<Writer> {
    Some(match tag {
        "en" | "ja" | "ar" => write::<',', 4>,
        "de" | "pt-BR" => write::<'.', 4>,
        "es" => write::<'.', 5>,
        "fr" => write::<'\u{202f}', 4>,
        _ => return None,
    })
}

fn write<const SEPARATOR: char, const FROM: usize>(
    value: &FluentValue<'_>,
    _: &IntlLangMemoizer,
) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    number.options.use_grouping.then(|| grouped(&number.as_string(), SEPARATOR, FROM))
}

fn grouped(number: &str, separator: char, from: usize) -> String {
    let digits = number.trim_start_matches('-');
    if digits.len() < from || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return number.to_owned();
    }
    let mut out = String::with_capacity(number.len() + number.len() / 3);
    if number.len() > digits.len() {
        out.push('-');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}
