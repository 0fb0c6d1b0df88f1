//! The sign-in form of a provider, as JSON in its column `form`.

use latchstring_domain::answer_pattern::AnswerPattern;
use latchstring_domain::sign_in::{Adornment, SelectOption, SignInField, SignInForm};
use serde::{Deserialize, Serialize};

use super::cell::{Result, Row, json};

const COLUMN: &str = "form";

#[derive(Serialize, Deserialize)]
struct FieldRow {
    key: String,
    label: String,
    help: Option<String>,
    kind: String,
    required: bool,
    // Absent from what was written before there were any.
    #[serde(default)]
    pattern: Option<String>,
    // Absent from what was written before there were flows.
    #[serde(default)]
    adornment: AdornmentRow,
    options: Vec<OptionRow>,
}

#[derive(Serialize, Deserialize, Default)]
struct AdornmentRow {
    start: Option<String>,
    end: Option<String>,
}

/// One that is read as it is sealed is a text, as all were before options had labels. A program of that time still
/// reads it: both run side by side during an upgrade.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum OptionRow {
    Plain(String),
    Labelled { value: String, label: String },
}

impl OptionRow {
    fn write(SelectOption { value, label }: &SelectOption) -> Self {
        match value == label {
            true => Self::Plain(value.clone()),
            false => Self::Labelled { value: value.clone(), label: label.clone() },
        }
    }

    fn read(self) -> SelectOption {
        match self {
            Self::Plain(value) => SelectOption { label: value.clone(), value },
            Self::Labelled { value, label } => SelectOption { value, label },
        }
    }
}

impl FieldRow {
    fn write(field: &SignInField) -> Self {
        let SignInField { key, label, help, kind, required, pattern, adornment, options } = field.clone();
        let Adornment { start, end } = adornment;
        Self {
            key,
            label,
            help,
            kind: kind.as_str().to_owned(),
            required,
            pattern: pattern.map(|pattern| pattern.as_str().to_owned()),
            adornment: AdornmentRow { start, end },
            options: options.iter().map(OptionRow::write).collect(),
        }
    }

    fn read(self, row: &Row) -> Result<SignInField> {
        let Self { key, label, help, kind, required, pattern, adornment, options } = self;
        let AdornmentRow { start, end } = adornment;
        Ok(SignInField {
            key,
            label,
            help,
            kind: row.parse(COLUMN, &kind)?,
            required,
            pattern: row.optional(COLUMN, pattern, |text| AnswerPattern::parse(&text))?,
            adornment: Adornment { start, end },
            options: options.into_iter().map(OptionRow::read).collect(),
        })
    }
}

pub(super) fn write(value: &SignInForm) -> Result<String> {
    json(&value.fields().iter().map(FieldRow::write).collect::<Vec<_>>())
}

pub(super) fn read(row: &Row, text: &str) -> Result<SignInForm> {
    let fields: Vec<FieldRow> = row.json(COLUMN, text)?;
    Ok(SignInForm(fields.into_iter().map(|field| field.read(row)).collect::<Result<_>>()?))
}
