//! From JSON values to domain values, each with the reason why not.

use std::borrow::Cow;
use std::fmt::Display;
use std::ops::RangeInclusive;
use std::str::FromStr;

use latchstring_domain::Timestamp;
use latchstring_domain::answer_pattern::ParsePatternError;
use latchstring_domain::branding::ParsePictureUrlError;
use latchstring_domain::country::{Country, ParseCountryError};
use latchstring_domain::email::{EmailAddress, ParseEmailError, ParseRuleError};
use latchstring_domain::id::ParseIdError;
use latchstring_domain::key::ParseKeyError;
use latchstring_domain::mfa::{MfaDomain, ParseMfaDomainError};
use latchstring_domain::provider::{ParseProviderUrlError, ProviderUrl};
use latchstring_domain::return_url::{ParseReturnUrlError, ReturnUrl};
use latchstring_domain::text::TextError;
use latchstring_domain::web_origin::{ParseWebOriginError, WebOrigin};
use secrecy::SecretString;
use serde_json::Value;
use time::format_description::BorrowedFormatItem;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{Date, OffsetDateTime};

use super::code::FieldCode;

const DATE: &[BorrowedFormatItem<'static>] = format_description!("[year]-[month]-[day]");

/// The most characters of a user name or password.
const MAX_SECRET: usize = 1000;
/// The longest language tag that BCP 47 (RFC 5646, section 4.4.1) asks implementations to hold.
const MAX_LOCALE: usize = 35;

/// Why a value was refused. The detail never repeats it.
#[derive(Debug)]
pub(crate) struct Refused {
    pub(super) code: FieldCode,
    pub(super) detail: Cow<'static, str>,
}

impl Refused {
    pub(crate) fn new(code: FieldCode, detail: impl Into<Cow<'static, str>>) -> Self {
        Self { code, detail: detail.into() }
    }

    pub(super) fn wrong_type(wanted: &str) -> Self {
        Self::new(FieldCode::WrongType, format!("must be {wanted}"))
    }

    pub(super) fn null() -> Self {
        Self::new(FieldCode::NullNotAllowed, "must not be null; leave it out instead")
    }

    pub(crate) fn saying(code: FieldCode, why: impl Display) -> Self {
        Self::new(code, why.to_string())
    }

    /// The error at a pointer.
    pub(crate) fn at(self, pointer: impl Into<String>) -> latchstring_web_kit::problem::FieldError {
        latchstring_web_kit::problem::FieldError::new(pointer, self.code.as_str(), self.detail)
    }
}

impl From<TextError> for Refused {
    fn from(error: TextError) -> Self {
        let code = match error {
            TextError::Empty => FieldCode::Empty,
            TextError::TooLong { .. } => FieldCode::TooLong,
            _ => FieldCode::IllegalCharacters,
        };
        Self::saying(code, error)
    }
}

impl From<ParsePatternError> for Refused {
    fn from(error: ParsePatternError) -> Self {
        let code = match error {
            ParsePatternError::Empty => FieldCode::Empty,
            ParsePatternError::TooLong => FieldCode::TooLong,
            _ => FieldCode::InvalidPattern,
        };
        Self::saying(code, error)
    }
}

macro_rules! refused_as {
    ($($error:ty => $code:ident,)*) => {$(
        impl From<$error> for Refused {
            fn from(error: $error) -> Self {
                Self::saying(FieldCode::$code, error)
            }
        }
    )*};
}

refused_as! {
    ParseIdError => InvalidId,
    ParseEmailError => InvalidEmail,
    ParseRuleError => InvalidEmail,
    ParseProviderUrlError => InvalidUrl,
    ParsePictureUrlError => InvalidUrl,
    ParseReturnUrlError => InvalidUrl,
    ParseWebOriginError => InvalidUrl,
    ParseCountryError => InvalidCountry,
    ParseMfaDomainError => InvalidDomain,
}

/// A string that `parse` takes.
pub(crate) fn string<T, E: Into<Refused>>(
    parse: impl Fn(&str) -> Result<T, E>,
) -> impl Fn(Value) -> Result<T, Refused> {
    move |value| match value {
        Value::String(text) => parse(&text).map_err(Into::into),
        _ => Err(Refused::wrong_type("a string")),
    }
}

/// A short text of the domain.
pub(crate) fn text<T>(parse: impl Fn(&str) -> Result<T, TextError>) -> impl Fn(Value) -> Result<T, Refused> {
    string(parse)
}

/// An id of ours.
pub(crate) fn id<Id: FromStr<Err = ParseIdError>>(value: Value) -> Result<Id, Refused> {
    string(str::parse)(value)
}

/// A key that a customer's programs call something by.
pub(crate) fn key<Key: FromStr<Err = ParseKeyError>>(value: Value) -> Result<Key, Refused> {
    string(key_text)(value)
}

/// The same in a query.
pub(crate) fn key_text<Key: FromStr<Err = ParseKeyError>>(text: &str) -> Result<Key, Refused> {
    text.parse().map_err(|error| Refused::saying(FieldCode::IllegalCharacters, error))
}

/// A truth value in a query.
pub(crate) fn truth_text(text: &str) -> Result<bool, Refused> {
    text.parse().map_err(|_| Refused::wrong_type("true or false"))
}

/// One of a closed set of names.
pub(crate) fn named<T: FromStr<Err: Display>>(value: Value) -> Result<T, Refused> {
    string(named_text)(value)
}

/// The same in a query.
pub(crate) fn named_text<T: FromStr<Err: Display>>(text: &str) -> Result<T, Refused> {
    text.parse().map_err(|error: T::Err| Refused::saying(FieldCode::UnknownName, error))
}

pub(crate) fn email(value: Value) -> Result<EmailAddress, Refused> {
    string(EmailAddress::parse)(value)
}

pub(crate) fn web_origin(value: Value) -> Result<WebOrigin, Refused> {
    string(WebOrigin::parse)(value)
}

pub(crate) fn mfa_domain(value: Value) -> Result<MfaDomain, Refused> {
    string(MfaDomain::parse)(value)
}

pub(crate) fn return_url(value: Value) -> Result<ReturnUrl, Refused> {
    string(ReturnUrl::parse)(value)
}

pub(crate) fn provider_url(value: Value) -> Result<ProviderUrl, Refused> {
    string(ProviderUrl::parse)(value)
}

pub(crate) fn country(value: Value) -> Result<Country, Refused> {
    string(str::parse)(value)
}

pub(crate) fn boolean(value: Value) -> Result<bool, Refused> {
    value.as_bool().ok_or_else(|| Refused::wrong_type("true or false"))
}

/// A whole number within a range, written without fraction or exponent.
pub(crate) fn integer(range: RangeInclusive<u64>) -> impl Fn(Value) -> Result<u64, Refused> {
    move |value| {
        let Value::Number(number) = value else { return Err(Refused::wrong_type("a whole number")) };
        if number.is_f64() {
            return Err(Refused::wrong_type("a whole number, written without fraction or exponent"));
        }
        number.as_u64().filter(|number| range.contains(number)).ok_or_else(|| out_of_range(&range))
    }
}

pub(super) fn out_of_range(range: &RangeInclusive<u64>) -> Refused {
    let (min, max) = (range.start(), range.end());
    let detail =
        if *max == u64::MAX { format!("must be at least {min}") } else { format!("must be {min} to {max}") };
    Refused::new(FieldCode::OutOfRange, detail)
}

/// `YYYY-MM-DD` and no other spelling.
pub(crate) fn date(value: Value) -> Result<Date, Refused> {
    string(|text: &str| {
        let shaped = text.len() == 10 && text.starts_with(|first: char| first.is_ascii_digit());
        let date = shaped.then(|| Date::parse(text, DATE).ok()).flatten();
        date.ok_or_else(|| Refused::new(FieldCode::InvalidDate, "must be a date such as 2026-01-31"))
    })(value)
}

/// A time in a query.
pub(crate) fn timestamp_text(text: &str) -> Result<Timestamp, Refused> {
    timestamp(Value::String(text.to_owned()))
}

/// A point in time as RFC 3339 has it, at any offset, to the millisecond.
pub(crate) fn timestamp(value: Value) -> Result<Timestamp, Refused> {
    string(|text: &str| {
        let time = OffsetDateTime::parse(text, &Rfc3339).ok().and_then(|time| Timestamp::try_from(time).ok());
        let detail = "must be a date and time such as 2026-01-31T09:30:00Z";
        time.ok_or_else(|| Refused::new(FieldCode::InvalidTime, detail))
    })(value)
}

/// A text that is wiped from memory when it is no longer needed.
pub(crate) fn secret(value: Value) -> Result<SecretString, Refused> {
    let Value::String(text) = value else { return Err(Refused::wrong_type("a string")) };
    let secret = SecretString::from(text);
    match secrecy::ExposeSecret::expose_secret(&secret).chars().count() {
        0 => Err(TextError::Empty.into()),
        count if count > MAX_SECRET => Err(TextError::TooLong { max: MAX_SECRET }.into()),
        _ => Ok(secret),
    }
}

/// A text, a number or a truth value as a text; nothing for `null`.
pub(super) fn scalar(value: Value) -> Result<Option<String>, Refused> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text)),
        Value::Number(number) => Ok(Some(number.to_string())),
        Value::Bool(truth) => Ok(Some(truth.to_string())),
        _ => Err(Refused::wrong_type("a string, a number or true or false")),
    }
}

/// The shape of a language tag (BCP 47): a language of two to eight letters, then subtags of one to eight letters or
/// digits. Whether there is such a language is not asked: pages fall back to one they have.
pub(crate) fn locale(value: Value) -> Result<String, Refused> {
    string(|text: &str| {
        let mut subtags = text.split('-');
        let language = subtags.next().unwrap_or_default();
        let well_formed = text.len() <= MAX_LOCALE
            && (2..=8).contains(&language.len())
            && language.bytes().all(|b| b.is_ascii_alphabetic())
            && subtags
                .all(|tag| (1..=8).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_alphanumeric()));
        if well_formed {
            Ok(text.to_owned())
        } else {
            let detail = "must be a language tag (BCP 47) such as en or pt-BR";
            Err(Refused::new(FieldCode::InvalidLanguage, detail))
        }
    })(value)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_date_has_one_spelling() {
        assert!(date(json!("2024-02-29")).is_ok());
        for wrong in ["2023-02-29", "2024-2-29", "+024-02-29", "24-02-2900", "2024-02-29T", ""] {
            assert!(date(json!(wrong)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_time_says_its_offset() {
        let read = |text: &str| timestamp(json!(text)).map(|time| time.to_string()).ok();
        for right in ["2026-01-31T09:30:00Z", "2026-01-31T10:30:00.000+01:00", "2026-01-31T09:30:00.0004z"] {
            assert_eq!(read(right).as_deref(), Some("2026-01-31T09:30:00.000Z"), "{right}");
        }
        for wrong in [
            "2026-01-31T09:30:00",
            "2026-01-31",
            "2026-02-30T09:30:00Z",
            "1969-12-31T23:59:59Z",
            "1769851800",
            "",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_locale_has_the_shape_of_a_language_tag() {
        for right in ["en", "pt-BR", "zh-Hant-TW", "de-CH-1996", "sr-Latn"] {
            assert!(locale(json!(right)).is_ok(), "{right}");
        }
        for wrong in ["", "e", "en_US", "en-", "-en", "12", "en us", "en-123456789", "x-private"] {
            assert!(locale(json!(wrong)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn t044_numbers_are_whole_within_bounds_and_numbers() {
        let uses = integer(1..=1_000_000);
        assert_eq!(uses(json!(1)).ok(), Some(1));
        assert_eq!(uses(json!(1_000_000)).ok(), Some(1_000_000));
        for wrong in [json!(0), json!(-1), json!(1e9), json!(1.5), json!("5"), json!(1_000_001), json!(true)]
        {
            assert!(uses(wrong.clone()).is_err(), "{wrong}");
        }
    }
}
