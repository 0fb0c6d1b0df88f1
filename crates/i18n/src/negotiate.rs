//! Choosing a language by `Accept-Language` (RFC 9110, section 12.5.4) with the lookup of RFC 4647, section 3.4.

use unic_langid::LanguageIdentifier;

use crate::Language;

/// Ranges beyond this many are ignored: no person has set more, and the header is the visitor's to fill.
const MAX_RANGES: usize = 24;

pub(crate) fn accepted<'a>(spoken: &'a [Language], header: &str) -> Option<&'a Language> {
    let mut ranges: Vec<_> = header.split(',').take(MAX_RANGES).filter_map(parse_range).collect();
    // A stable sort: among equals the earlier range wins, as browsers mean it.
    ranges.sort_by_key(|(_, quality)| std::cmp::Reverse(*quality));
    ranges.iter().find_map(|(tag, _)| lookup(spoken, tag))
}

/// The best of `spoken` for one tag: the tag itself, then its shorter forms, then a sister of the same language, because
/// somebody who asked for `pt` reads `pt-BR` better than English.
pub(crate) fn lookup<'a>(spoken: &'a [Language], tag: &str) -> Option<&'a Language> {
    let wanted: LanguageIdentifier = tag.trim().parse().ok()?;
    if wanted.language.is_empty() {
        return None;
    }
    let mut shorter = wanted.clone();
    let exact = |id: &LanguageIdentifier| spoken.iter().find(|language| language.id() == id);
    let mut found = exact(&shorter);
    if found.is_none() {
        shorter.clear_variants();
        found = exact(&shorter);
    }
    if found.is_none() {
        shorter.region = None;
        found = exact(&shorter);
    }
    if found.is_none() {
        shorter.script = None;
        found = exact(&shorter);
    }
    found.or_else(|| spoken.iter().find(|language| language.id().language == wanted.language))
}

/// One range and its quality in thousandths; `None` for what is malformed, refused (`q=0`) or the wildcard, whose answer is
/// the default anyway.
fn parse_range(range: &str) -> Option<(&str, u16)> {
    let mut parts = range.split(';');
    let tag = parts.next()?.trim();
    let mut quality = 1000;
    for parameter in parts {
        let (name, value) = parameter.split_once('=')?;
        if name.trim().eq_ignore_ascii_case("q") {
            quality = parse_quality(value.trim())?;
        }
    }
    (quality > 0 && tag != "*").then_some((tag, quality))
}

/// `qvalue` of RFC 9110: 0 to 1 with at most three digits, kept as thousandths so that sorting needs no floats.
fn parse_quality(value: &str) -> Option<u16> {
    let (whole, fraction) = value.split_once('.').unwrap_or((value, ""));
    if fraction.len() > 3 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let thousandths: u16 = format!("{fraction:0<3}").parse().ok()?;
    match whole {
        "0" => Some(thousandths),
        "1" if thousandths == 0 => Some(1000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spoken() -> Vec<Language> {
        ["en", "de", "pt-BR", "ar"].map(|tag| Language::new(tag.parse().unwrap())).to_vec()
    }

    fn pick(header: &str) -> Option<String> {
        accepted(&spoken(), header).map(|language| language.tag().to_owned())
    }

    #[test]
    fn the_highest_quality_that_is_spoken_wins() {
        assert_eq!(pick("fr, de;q=0.7, en;q=0.9").as_deref(), Some("en"));
        assert_eq!(pick("en;q=0.1, de;q=0.25").as_deref(), Some("de"));
        assert_eq!(pick("ar, de").as_deref(), Some("ar"));
    }

    #[test]
    fn a_longer_tag_finds_its_shorter_form_and_a_shorter_one_its_sister() {
        assert_eq!(pick("de-AT").as_deref(), Some("de"));
        assert_eq!(pick("pt").as_deref(), Some("pt-BR"));
        assert_eq!(pick("pt-PT").as_deref(), Some("pt-BR"));
        assert_eq!(pick("PT-br").as_deref(), Some("pt-BR"));
    }

    #[test]
    fn refused_malformed_and_wild_ranges_choose_nothing() {
        for header in
            ["", "*", "de;q=0", "de;q=2", "de;q=1.5", "de;q=0.1234", "de;q=-1", "!!", "und", ",,,", "x;;q"]
        {
            assert_eq!(pick(header), None, "{header}");
        }
    }

    #[test]
    fn a_header_of_a_thousand_ranges_is_read_only_so_far() {
        let header = "fr,".repeat(1000) + "de";
        assert_eq!(pick(&header), None);
    }
}
