//! Which plural forms a message lacks, by CLDR's rules for the language.

use std::collections::BTreeSet;

use fluent_syntax::ast::{
    Expression, InlineExpression, Message, Pattern, PatternElement, Variant, VariantKey,
};
use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};

use crate::Language;

/// What is counted on the pages stays below this: sites, tries, minutes. Every form that a language has for whole numbers
/// appears below it, but for those of round millions.
const COUNTED: u32 = 200;

const NAMES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// The variables that choose by plural category, each with a category that has no form of its own and is not covered by
/// forms for the very numbers in it.
pub(super) fn missing(language: &Language, message: &Message<&str>) -> Vec<(String, &'static str)> {
    let Ok(rules) = PluralRules::create(language.id().clone(), PluralRuleType::CARDINAL) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for pattern in message.value.iter().chain(message.attributes.iter().map(|attribute| &attribute.value)) {
        in_pattern(&rules, pattern, &mut found);
    }
    found
}

fn in_pattern(rules: &PluralRules, pattern: &Pattern<&str>, found: &mut Vec<(String, &'static str)>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression: Expression::Select { selector, variants } } = element
        else {
            continue;
        };
        if let InlineExpression::VariableReference { id } = selector {
            let lacking = uncovered(rules, variants);
            found.extend(lacking.into_iter().map(|category| (id.name.to_owned(), category)));
        }
        for variant in variants {
            in_pattern(rules, &variant.value, found);
        }
    }
}

fn uncovered(rules: &PluralRules, variants: &[Variant<&str>]) -> BTreeSet<&'static str> {
    let named: BTreeSet<&str> = variants
        .iter()
        .filter_map(|variant| match variant.key {
            VariantKey::Identifier { name } => Some(name),
            VariantKey::NumberLiteral { .. } => None,
        })
        .collect();
    // A choice among names, such as ways to send a code, is none by number: one of its names is no category.
    let by_number = named.iter().all(|name| NAMES.contains(name)) && named.contains("other");
    let numbers: BTreeSet<&str> = variants
        .iter()
        .filter_map(|variant| match variant.key {
            VariantKey::NumberLiteral { value } => Some(value),
            VariantKey::Identifier { .. } => None,
        })
        .collect();
    // Who gives forms for certain numbers has said which can come.
    let first = u32::from(!numbers.is_empty());
    let counted = (first..COUNTED).filter(|_| by_number && named.len() + numbers.len() > 1);
    counted
        .filter(|number| !numbers.contains(number.to_string().as_str()))
        .filter_map(|number| rules.select(number).ok())
        .map(name)
        .filter(|category| !named.contains(category))
        .collect()
}

const fn name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::ZERO => "zero",
        PluralCategory::ONE => "one",
        PluralCategory::TWO => "two",
        PluralCategory::FEW => "few",
        PluralCategory::MANY => "many",
        PluralCategory::OTHER => "other",
    }
}
