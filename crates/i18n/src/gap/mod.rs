use std::collections::BTreeSet;
use std::fmt::{self, Write as _};
use std::sync::Arc;

use fluent_bundle::FluentResource;
use fluent_syntax::ast::{
    CallArguments, Entry, Expression, InlineExpression, Message, Pattern, PatternElement,
};

use crate::Language;

mod plural;

/// One difference between a translation and English that a reader would notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The language with the gap.
    pub language: Language,
    /// The message.
    pub key: String,
    /// What is wrong with it.
    pub problem: Problem,
}

/// What is wrong with a translated message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// English has it and the language does not: the page would show English.
    Missing,
    /// The language has it and English does not: nobody will ever read it.
    Extra,
    /// It uses a variable that English does not, which the page will not fill. Leaving one out is allowed: a language may
    /// not need it.
    UnknownVariable(String),
    /// It chooses by number and has no form for a number that people say otherwise, such as Arabic's for two.
    PluralForm {
        /// The variable that chooses.
        variable: String,
        /// The language's category that has no form: `zero`, `one`, `two`, `few` or `many`.
        category: &'static str,
    },
}

impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { language, key, problem } = self;
        match problem {
            Problem::Missing => write!(f, "{language}: `{key}` is missing"),
            Problem::Extra => write!(f, "{language}: `{key}` is not in English"),
            Problem::UnknownVariable(name) => {
                write!(f, "{language}: `{key}` uses `${name}`, which English does not")
            }
            Problem::PluralForm { variable, category } => {
                write!(f, "{language}: `{key}` has no `[{category}]` for `${variable}`")
            }
        }
    }
}

/// The gaps under a heading for each language, for whoever is to fill them.
#[must_use]
pub fn report(gaps: &[Gap]) -> String {
    let mut out = String::new();
    let mut above = None;
    for gap in gaps {
        if above != Some(&gap.language) {
            let count = gaps.iter().filter(|other| other.language == gap.language).count();
            // Writing to a string cannot fail.
            let _ = writeln!(out, "locales/{}: {count} to mend", gap.language);
            above = Some(&gap.language);
        }
        let _ = writeln!(out, "  {gap}");
    }
    out
}

type Files = [Arc<FluentResource>];

pub(crate) fn keys(files: &Files) -> impl Iterator<Item = &str> {
    messages(files).map(|message| message.id.name)
}

pub(crate) fn between(language: &Language, english: &Files, translated: &Files) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let mut add =
        |key: &str, problem| gaps.push(Gap { language: language.clone(), key: key.to_owned(), problem });
    for original in messages(english) {
        let key = original.id.name;
        let Some(translation) = messages(translated).find(|message| message.id.name == key) else {
            add(key, Problem::Missing);
            continue;
        };
        let known = variables(original);
        for name in variables(translation).difference(&known) {
            add(key, Problem::UnknownVariable((*name).to_owned()));
        }
        for (variable, category) in plural::missing(language, translation) {
            add(key, Problem::PluralForm { variable, category });
        }
    }
    for key in keys(translated) {
        if !keys(english).any(|known| known == key) {
            add(key, Problem::Extra);
        }
    }
    gaps
}

fn messages(files: &Files) -> impl Iterator<Item = &Message<&str>> {
    files.iter().flat_map(|file| file.entries()).filter_map(|entry| match entry {
        Entry::Message(message) => Some(message),
        _ => None,
    })
}

fn variables<'a>(message: &Message<&'a str>) -> BTreeSet<&'a str> {
    let mut names = BTreeSet::new();
    for pattern in message.value.iter().chain(message.attributes.iter().map(|attribute| &attribute.value)) {
        in_pattern(pattern, &mut names);
    }
    names
}

fn in_pattern<'a>(pattern: &Pattern<&'a str>, names: &mut BTreeSet<&'a str>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            in_expression(expression, names);
        }
    }
}

fn in_expression<'a>(expression: &Expression<&'a str>, names: &mut BTreeSet<&'a str>) {
    match expression {
        Expression::Select { selector, variants } => {
            in_inline(selector, names);
            for variant in variants {
                in_pattern(&variant.value, names);
            }
        }
        Expression::Inline(inline) => in_inline(inline, names),
    }
}

fn in_inline<'a>(inline: &InlineExpression<&'a str>, names: &mut BTreeSet<&'a str>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            names.insert(id.name);
        }
        InlineExpression::FunctionReference { arguments, .. } => in_arguments(arguments, names),
        InlineExpression::TermReference { arguments: Some(arguments), .. } => in_arguments(arguments, names),
        InlineExpression::Placeable { expression } => in_expression(expression, names),
        _ => {}
    }
}

fn in_arguments<'a>(arguments: &CallArguments<&'a str>, names: &mut BTreeSet<&'a str>) {
    let named = arguments.named.iter().map(|argument| &argument.value);
    for value in arguments.positional.iter().chain(named) {
        in_inline(value, names);
    }
}
