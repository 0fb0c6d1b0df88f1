use latchstring_domain::answer_pattern::AnswerPattern;
use latchstring_domain::sign_in::{Adornment, FieldFlaw, FieldKind, SelectOption, SignInField, SignInForm};
use latchstring_domain::text::{FieldName, HelperText, TextError};

use crate::document::{Members, Mistakes, Node, Spot};

const MAX_FIELDS: usize = SignInForm::MAX_FIELDS;
const MAX_KEY: usize = SignInField::MAX_KEY;
const MAX_OPTIONS: usize = SignInForm::MAX_OPTIONS;
const MAX_ADORNMENT: usize = SignInForm::MAX_ADORNMENT;
/// The names that the pages send values of their own under, beside those of the form.
const TAKEN: [&str; 3] = ["csrf", "lang", "connect-it"];

/// The members of a field in a document that is written for us.
const KNOWN: [&str; 8] = ["key", "label", "help", "type", "required", "pattern", "adornment", "options"];

/// Reads the form of a connector, its fields in the order of the document.
pub(super) fn form(members: &Members<'_>, mistakes: &mut Mistakes) -> Option<SignInForm> {
    let spot = members.required("connect_ui_params", mistakes)?;
    let params = spot.object(mistakes)?;
    let fields: Vec<_> = params.all().map(|(key, param)| field(key, &param, mistakes)).collect();
    match fields.len() {
        0 => spot.refuse(mistakes, "must have a field: a recipient would have nothing to sign in with"),
        1..=MAX_FIELDS => fields.into_iter().collect::<Option<_>>().map(SignInForm),
        _ => spot.refuse(mistakes, format_args!("must have at most {MAX_FIELDS} fields")),
    }
}

/// Reads the form of a provider: a list of fields, each with its key, in a document that is written for us.
pub(crate) fn fields(spot: &Spot<'_>, mistakes: &mut Mistakes) -> Option<SignInForm> {
    let fields = spot.each(MAX_FIELDS, mistakes, |spot, mistakes| {
        let members = spot.object(mistakes)?;
        members.none_but(&KNOWN, mistakes);
        let key = members.required("key", mistakes).and_then(|key| key.text(mistakes));
        read(key?, "help", spot, &members, mistakes)
    })?;
    SignInForm::new(fields).map_or_else(|error| spot.refuse(mistakes, error), Some)
}

fn field(key: &str, spot: &Spot<'_>, mistakes: &mut Mistakes) -> Option<SignInField> {
    let members = spot.object(mistakes)?;
    read(key, "description", spot, &members, mistakes)
}

fn read(
    key: &str,
    help: &str,
    spot: &Spot<'_>,
    members: &Members<'_>,
    mistakes: &mut Mistakes,
) -> Option<SignInField> {
    let key = checked(key, spot, mistakes);
    let label = members.required("label", mistakes);
    let label = label.and_then(|label| label.parsed(mistakes, FieldName::parse));
    let help = match members.filled(help) {
        Some(description) => {
            description.parsed(mistakes, HelperText::parse).map(|help| Some(help.to_string()))
        }
        None => Some(None),
    };
    let kind = match members.get("type") {
        Some(kind) => kind.parsed(mistakes, str::parse::<FieldKind>),
        None => Some(FieldKind::Text),
    };
    let required = members.get("required").map_or(Some(true), |required| required.boolean(mistakes));
    let pattern = pattern(members, kind, mistakes);
    let adornment =
        members.get("adornment").map_or(Some(Adornment::default()), |spot| adornment(&spot, mistakes));
    let options = options(spot, members, kind, mistakes);
    Some(SignInField {
        key: key?,
        label: label?.to_string(),
        help: help?,
        kind: kind?,
        required: required?,
        pattern: pattern?,
        adornment: adornment?,
        options: options?,
    })
}

fn checked(key: &str, spot: &Spot<'_>, mistakes: &mut Mistakes) -> Option<String> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-');
    if key.is_empty() || key.len() > MAX_KEY || !key.bytes().all(fits) {
        return spot.refuse(
            mistakes,
            format_args!(
                "has a key that is not 1 to {MAX_KEY} of the characters A-Z, a-z, 0-9, '_', '.' and '-'"
            ),
        );
    }
    if TAKEN.contains(&key) {
        return spot.refuse(mistakes, "has a key that the pages use themselves; choose another");
    }
    Some(key.to_owned())
}

/// What an answer has to look like; nothing is typed into a choice.
fn pattern(
    members: &Members<'_>,
    kind: Option<FieldKind>,
    mistakes: &mut Mistakes,
) -> Option<Option<AnswerPattern>> {
    let Some(spot) = members.filled("pattern") else { return Some(None) };
    if matches!(kind, Some(FieldKind::Select | FieldKind::Boolean)) {
        return spot.refuse(mistakes, FieldFlaw::Pattern);
    }
    spot.parsed(mistakes, AnswerPattern::parse).map(Some)
}

fn adornment(spot: &Spot<'_>, mistakes: &mut Mistakes) -> Option<Adornment> {
    let members = spot.object(mistakes)?;
    let mut side = |name: &str| match members.filled(name) {
        Some(text) => text.parsed(mistakes, |text| line(text, MAX_ADORNMENT)).map(Some),
        None => Some(None),
    };
    let (start, end) = (side("start"), side("end"));
    Some(Adornment { start: start?, end: end? })
}

/// A line that is held to the rules of every short text, and to a bound of its own.
fn line(text: &str, max: usize) -> Result<String, TextError> {
    let line = FieldName::parse(text).map_err(|error| match error {
        TextError::TooLong { .. } => TextError::TooLong { max },
        other => other,
    })?;
    if line.as_str().chars().count() > max {
        return Err(TextError::TooLong { max });
    }
    Ok(line.to_string())
}

/// The options of a `select`; nothing else has any.
fn options(
    field: &Spot<'_>,
    members: &Members<'_>,
    kind: Option<FieldKind>,
    mistakes: &mut Mistakes,
) -> Option<Vec<SelectOption>> {
    let spot = members.get("options");
    let options = match &spot {
        Some(list) => list.each(MAX_OPTIONS, mistakes, option)?,
        None => Vec::new(),
    };
    let at = spot.as_ref().unwrap_or(field);
    let mut seen = std::collections::BTreeSet::new();
    if let Some(again) = options.iter().find(|option| !seen.insert(option.value.as_str())) {
        return at.refuse(mistakes, format_args!("has the value {:?} twice", again.value));
    }
    match kind {
        Some(FieldKind::Select) if options.is_empty() => {
            at.refuse(mistakes, "must have options: there would be nothing to select")
        }
        Some(other) if other != FieldKind::Select && !options.is_empty() => {
            at.refuse(mistakes, format_args!("has options, which a field of the type {other} cannot show"))
        }
        _ => Some(options),
    }
}

/// A text, which is read as it is kept, or an object with both.
fn option(spot: &Spot<'_>, mistakes: &mut Mistakes) -> Option<SelectOption> {
    if let Node::Text(_) = spot.node() {
        let value = spot.parsed(mistakes, value)?;
        return Some(SelectOption { label: value.clone(), value });
    }
    let Node::Object(_) = spot.node() else {
        return spot.refuse(mistakes, "must be a text, or an object with label and value");
    };
    let members = spot.object(mistakes)?;
    let label =
        members.required("label", mistakes).and_then(|label| label.parsed(mistakes, FieldName::parse));
    let value = members.required("value", mistakes).and_then(|spot| spot.parsed(mistakes, value));
    Some(SelectOption { label: label?.to_string(), value: value? })
}

/// A value is sealed as it stands in the document, so nothing is taken off it.
fn value(text: &str) -> Result<String, ValueError> {
    let line = FieldName::parse(text)?;
    if line.as_str() == text { Ok(text.to_owned()) } else { Err(ValueError::Padded) }
}

#[derive(Debug, thiserror::Error)]
enum ValueError {
    #[error(transparent)]
    Text(#[from] TextError),
    #[error("must not begin or end with white space")]
    Padded,
}
