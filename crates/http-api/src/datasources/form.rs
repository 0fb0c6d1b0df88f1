//! Sign-in forms, in both directions.

use latchstring_domain::answer_pattern::AnswerPattern;
use latchstring_domain::sign_in::{
    Adornment, FieldFlaw, FieldKind, SelectOption, SignInField, SignInForm, SignInFormError,
};
use latchstring_domain::text::{FieldName, HelperText, TextError};
use serde::Serialize;
use utoipa::ToSchema;

use crate::read::{FieldCode, Fields, Refused, boolean, named, string, text};
use crate::schema::FieldKindName;

/// A field that customers of a provider fill in to sign in there.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = SignInField)]
pub(crate) struct SignInFieldBody {
    /// What your collector finds the answer under. `username` and `password` by convention, where there are such.
    #[schema(min_length = 1, max_length = 100, pattern = "^[A-Za-z0-9_.-]+$", example = "username")]
    key: String,
    /// The words beside it.
    #[schema(min_length = 1, max_length = 200, example = "Customer number")]
    label: String,
    /// A line of help under it.
    #[serde(default)]
    #[schema(
        required = false,
        min_length = 1,
        max_length = 500,
        example = "Ten digits, at the top of any bill."
    )]
    help: Option<String>,
    /// What it takes. Absent: `text`.
    #[serde(default)]
    #[schema(required = false, value_type = FieldKindName)]
    r#type: &'static str,
    /// Whether it must be filled in. Absent: yes.
    #[serde(default)]
    #[schema(required = false, example = true)]
    required: bool,
    /// What an answer has to look like as a whole: a regular expression without look-around and back-references, asked by the server. Say
    /// in `help` what is meant. Not for `select` and `boolean`.
    #[serde(default)]
    #[schema(required = false, min_length = 1, max_length = 200, example = "[0-9]{10}")]
    pattern: Option<String>,
    /// What stands before and behind what is typed.
    #[serde(default)]
    #[schema(required = false)]
    adornment: AdornmentBody,
    /// What can be selected, for a field of the type `select`.
    #[serde(default)]
    #[schema(required = false, max_items = 300)]
    options: Vec<OptionBody>,
}

/// What stands before and behind a field, such as `https://` and `.example.com`.
#[derive(Debug, Default, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SignInFieldAdornment)]
pub(crate) struct AdornmentBody {
    #[serde(default)]
    #[schema(required = false, min_length = 1, max_length = 100, example = "https://")]
    start: Option<String>,
    #[serde(default)]
    #[schema(required = false, min_length = 1, max_length = 100, example = ".example.com")]
    end: Option<String>,
}

/// One thing that can be selected.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SignInFieldOption)]
pub(crate) struct OptionBody {
    /// What your collector gets.
    #[schema(min_length = 1, max_length = 200, example = "north")]
    value: String,
    /// What is read. Absent: the value.
    #[serde(default)]
    #[schema(required = false, min_length = 1, max_length = 200, example = "North")]
    label: String,
}

/// The fields of a form.
pub(super) fn written(form: &SignInForm) -> Vec<SignInFieldBody> {
    let field = |field: &SignInField| {
        let SignInField { key, label, help, kind, required, pattern, adornment, options } = field.clone();
        let Adornment { start, end } = adornment;
        let option = |SelectOption { value, label }| OptionBody { value, label };
        SignInFieldBody {
            key,
            label,
            help,
            r#type: kind.as_str(),
            required,
            pattern: pattern.map(|pattern| pattern.as_str().to_owned()),
            adornment: AdornmentBody { start, end },
            options: options.into_iter().map(option).collect(),
        }
    };
    form.fields().iter().map(field).collect()
}

/// Reads `fields`.
pub(super) fn read(fields: &mut Fields) -> Option<SignInForm> {
    let read = fields.objects("fields", SignInForm::MAX_FIELDS, field)?;
    // With one of them refused, what is left is not what was meant.
    if fields.refused_below("fields") {
        return None;
    }
    SignInForm::new(read).map_err(|error| refuse(fields, error)).ok()
}

fn refuse(fields: &mut Fields, error: SignInFormError) {
    match error {
        SignInFormError::Empty => fields.refuse("fields", Refused::saying(FieldCode::Empty, error)),
        SignInFormError::Field { place, flaw } => {
            let (member, code) = match flaw {
                FieldFlaw::Key | FieldFlaw::TakenKey => ("key", FieldCode::IllegalCharacters),
                FieldFlaw::RepeatedKey => ("key", FieldCode::Repeated),
                FieldFlaw::Pattern => ("pattern", FieldCode::Exclusive),
                FieldFlaw::NoOptions => ("options", FieldCode::Empty),
                FieldFlaw::RepeatedOption => ("options", FieldCode::Repeated),
                _ => ("options", FieldCode::Exclusive),
            };
            fields.refuse(&format!("fields/{place}/{member}"), Refused::saying(code, flaw));
        }
        _ => fields.refuse("fields", Refused::saying(FieldCode::TooMany, error)),
    }
}

fn field(field: &mut Fields) -> Option<SignInField> {
    let key = field.required("key", string(|text| Ok::<_, Refused>(text.to_owned())));
    let label = field.required("label", text(FieldName::parse));
    let help = field.maybe("help", text(HelperText::parse));
    let kind = field.optional("type", named).unwrap_or(FieldKind::Text);
    let required = field.optional("required", boolean).unwrap_or(true);
    let pattern = field.maybe("pattern", string(AnswerPattern::parse));
    let adornment = field.object("adornment", |sides| {
        let mut side = |name: &str| sides.maybe(name, text(adorning));
        Adornment { start: side("start"), end: side("end") }
    });
    let options = field.objects("options", SignInForm::MAX_OPTIONS, option).unwrap_or_default();
    Some(SignInField {
        key: key?,
        label: label?.to_string(),
        help: help.map(|help| help.to_string()),
        kind,
        required,
        pattern,
        adornment: adornment.unwrap_or_default(),
        options,
    })
}

fn adorning(text: &str) -> Result<String, TextError> {
    let line = FieldName::parse(text)?;
    if line.as_str().chars().count() > SignInForm::MAX_ADORNMENT {
        return Err(TextError::TooLong { max: SignInForm::MAX_ADORNMENT });
    }
    Ok(line.to_string())
}

fn option(option: &mut Fields) -> Option<SelectOption> {
    let value = option.required("value", text(FieldName::parse));
    let label = option.optional("label", text(FieldName::parse));
    let value = value?;
    let label = label.unwrap_or_else(|| value.clone());
    Some(SelectOption { value: value.to_string(), label: label.to_string() })
}
