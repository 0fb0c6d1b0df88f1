//! Values of arguments that are more than a text.

use std::convert::Infallible;
use std::str::FromStr;
use std::time::Duration;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use latchstring_domain::Timestamp;
use latchstring_domain::actor::ActorKind;
use latchstring_domain::api_key::Scope;
use latchstring_domain::branding::{Font, HelperButton};
use latchstring_domain::connection::ConnectionStatus;
use latchstring_domain::email::{EmailAddress, ParseEmailError};
use latchstring_domain::event::{EventKind, ExportFormat, Subject};
use latchstring_domain::id::ParseIdError;
use latchstring_domain::invitation::{InvitationSource, InvitationStatus, InvitationType};
use latchstring_domain::mfa::{MfaDomain, ParseMfaDomainError};
use latchstring_domain::prefill::PrefillField;
use latchstring_domain::provider::ProviderUrl;
use latchstring_domain::reminder::{Days, DaysError};
use latchstring_domain::retention::{Kept, KeptDays, KeptDaysError};
use latchstring_domain::text::HelperLabel;
use latchstring_domain::utility::UtilityType;
use latchstring_domain::web_origin::{ParseWebOriginError, WebOrigin};
use latchstring_domain::webhook::{DeliveryStatus, EventType};
use latchstring_domain::workspace::Mode;
use secrecy::SecretString;
use time::format_description::BorrowedFormatItem;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{Date, OffsetDateTime};

/// The most characters of an operator's name that an event keeps.
const MAX_OPERATOR: usize = 100;

const DATE: &[BorrowedFormatItem<'static>] = format_description!("[year]-[month]-[day]");

/// Why a value was refused; a sentence that follows the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum ValueError {
    #[error("must be a whole number and a unit, such as 600s, 90m, 36h or 7d")]
    Span,
    #[error("must be a date such as 2026-05-31")]
    Date,
    #[error("must be a date and time such as 2026-05-31T09:30:00Z")]
    Time,
    #[error("must be key=value")]
    Label,
    #[error("must be LABEL=URL: 1 to 40 characters, and an address that begins with https://")]
    Helper,
    #[error(
        "must be a kind and an id, such as invitation:0199a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b; the kinds are \
             invitation, magic-link, connection, company and workspace"
    )]
    Subject,
    #[error("must have 1 to {MAX_OPERATOR} characters and no control characters")]
    Operator,
}

/// `Help=https://help.example.com`.
pub(super) fn helper(text: &str) -> Result<HelperButton, ValueError> {
    let (label, url) = text.split_once('=').ok_or(ValueError::Helper)?;
    Ok(HelperButton {
        label: HelperLabel::parse(label).map_err(|_| ValueError::Helper)?,
        url: ProviderUrl::parse(url).map_err(|_| ValueError::Helper)?,
    })
}

/// A span of time: `600s`, `90m`, `36h`, `7d`.
pub(super) fn span(text: &str) -> Result<Duration, ValueError> {
    let unit = text.chars().next_back().ok_or(ValueError::Span)?;
    let seconds: u64 = match unit {
        's' => 1,
        'm' => 60,
        'h' => 3600,
        'd' => 86_400,
        _ => return Err(ValueError::Span),
    };
    let number = text.strip_suffix(unit).unwrap_or_default();
    // `u64::from_str` would also take a plus sign.
    if !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(ValueError::Span);
    }
    let number: u64 = number.parse().map_err(|_| ValueError::Span)?;
    number.checked_mul(seconds).map(Duration::from_secs).ok_or(ValueError::Span)
}

pub(super) fn date(text: &str) -> Result<Date, ValueError> {
    Date::parse(text, DATE).map_err(|_| ValueError::Date)
}

/// A point in time as RFC 3339 has it, at any offset.
pub(super) fn time(text: &str) -> Result<Timestamp, ValueError> {
    let time = OffsetDateTime::parse(text, &Rfc3339).map_err(|_| ValueError::Time)?;
    time.try_into().map_err(|_| ValueError::Time)
}

/// A secret of somebody else's. It is not checked here, since an error would repeat it.
pub(super) fn secret(text: &str) -> Result<SecretString, Infallible> {
    Ok(SecretString::from(text))
}

/// A label, split at the first `=`.
pub(super) fn label(text: &str) -> Result<(String, String), ValueError> {
    let (key, value) = text.split_once('=').ok_or(ValueError::Label)?;
    Ok((key.to_owned(), value.to_owned()))
}

/// What events are about: `invitation:<id>`.
pub(super) fn subject(text: &str) -> Result<Subject, ValueError> {
    let (kind, id) = text.split_once(':').ok_or(ValueError::Subject)?;
    let parsed = match kind {
        "invitation" => id.parse().map(Subject::Invitation),
        "magic-link" => id.parse().map(Subject::MagicLink),
        "connection" => id.parse().map(Subject::Connection),
        "company" => id.parse().map(Subject::Company),
        "workspace" => id.parse().map(Subject::Workspace),
        _ => Err(ParseIdError),
    };
    parsed.map_err(|ParseIdError| ValueError::Subject)
}

pub(super) fn operator(text: &str) -> Result<String, ValueError> {
    let name = text.trim();
    let fits =
        !name.is_empty() && name.chars().count() <= MAX_OPERATOR && !name.chars().any(char::is_control);
    fits.then(|| name.to_owned()).ok_or(ValueError::Operator)
}

/// One of fixed names; `--help` lists them.
fn one_of<T>(names: impl IntoIterator<Item = &'static str>) -> impl TypedValueParser<Value = T>
where
    T: FromStr<Err: Into<Box<dyn std::error::Error + Send + Sync>>> + Clone + Send + Sync + 'static,
{
    PossibleValuesParser::new(names).try_map(|text| text.parse::<T>())
}

macro_rules! named {
    ($($name:ident: $type:ty),* $(,)?) => {$(
        pub(super) fn $name() -> impl TypedValueParser<Value = $type> {
            one_of(<$type>::ALL.iter().map(|one| one.as_str()))
        }
    )*};
}

named! {
    scope: Scope,
    mode: Mode,
    font: Font,
    utility_type: UtilityType,
    prefill_field: PrefillField,
    invitation_status: InvitationStatus,
    invitation_source: InvitationSource,
    invitation_type: InvitationType,
    connection_status: ConnectionStatus,
    actor_kind: ActorKind,
    event_kind: EventKind,
    export_format: ExportFormat,
    delivery_status: DeliveryStatus,
}

/// A type of webhook that can be asked for; a test comes unasked.
pub(super) fn webhook_type() -> impl TypedValueParser<Value = EventType> {
    one_of(EventType::ALL.iter().filter(|one| **one != EventType::Test).map(|one| one.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_has_a_whole_number_and_a_unit() {
        for (text, seconds) in [("600s", 600), ("90m", 5400), ("36h", 129_600), ("7d", 604_800), ("0s", 0)] {
            assert_eq!(span(text), Ok(Duration::from_secs(seconds)), "{text}");
        }
        let most = format!("{}d", u64::MAX);
        for text in ["", "7", "d", "7 d", "+7d", "-7d", "7.5d", "7w", "7D", "7d ", "7é", most.as_str()] {
            assert_eq!(span(text), Err(ValueError::Span), "{text:?}");
        }
    }

    #[test]
    fn a_time_says_its_offset() {
        for text in ["2026-05-31T09:30:00Z", "2026-05-31T11:30:00.000+02:00"] {
            assert_eq!(time(text).unwrap().to_string(), "2026-05-31T09:30:00.000Z", "{text}");
        }
        for text in ["", "2026-05-31", "2026-05-31T09:30:00", "1969-12-31T23:59:59Z", "now"] {
            assert_eq!(time(text), Err(ValueError::Time), "{text}");
        }
    }

    #[test]
    fn a_label_splits_at_its_first_equals_sign() {
        assert_eq!(label("a=b=c"), Ok(("a".to_owned(), "b=c".to_owned())));
        assert_eq!(label("a="), Ok(("a".to_owned(), String::new())));
        assert_eq!(label("a"), Err(ValueError::Label));
    }

    #[test]
    fn a_subject_names_its_kind() {
        let id = "0199a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b";
        let parsed = subject(&format!("company:{id}")).unwrap();
        assert_eq!((parsed.kind(), parsed.uuid().to_string().as_str()), ("company", id));
        assert_eq!(subject(&format!("magic-link:{id}")).unwrap().kind(), "magic-link");
        for text in [id, "site:0199a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b", "company:", "company:x"] {
            assert_eq!(subject(text), Err(ValueError::Subject), "{text}");
        }
    }
}

/// A span, or none on purpose.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SpanOrNever(pub(crate) Option<Duration>);

/// A span such as `7d`, or `never`.
pub(crate) fn span_or_never(text: &str) -> Result<SpanOrNever, String> {
    match text {
        "never" => Ok(SpanOrNever(None)),
        text => span(text).map(|span| SpanOrNever(Some(span))).map_err(|error| error.to_string()),
    }
}

/// Days, or never on purpose.
#[derive(Debug, Clone)]
pub(crate) struct DaysOrNever(pub(crate) Option<Days>);

/// A number of days, or `never`.
pub(crate) fn days_or_never(text: &str) -> Result<DaysOrNever, DaysError> {
    if text == "never" { Ok(DaysOrNever(None)) } else { text.parse().map(|days| DaysOrNever(Some(days))) }
}

/// An origin, or `none`.
pub(crate) fn origin_or_none(text: &str) -> Result<Option<WebOrigin>, ParseWebOriginError> {
    if text == "none" { Ok(None) } else { WebOrigin::parse(text).map(Some) }
}

/// For how long something is kept, or as long as is usual.
#[derive(Debug, Clone)]
pub(crate) struct KeptOrUsual {
    pub(crate) kept: Kept,
    pub(crate) days: Option<KeptDays>,
}

/// A kind of record and a number of days, or `usual`.
pub(crate) fn kept(text: &str) -> Result<KeptOrUsual, String> {
    let (kept, days) = text.split_once('=').ok_or("must be a kind and days, such as webhooks=90")?;
    let kept: Kept = kept.parse().map_err(|error| format!("{kept}: {error}"))?;
    let days = match days {
        "usual" => None,
        days => {
            let days =
                days.parse().map_err(|_| KeptDaysError(kept)).and_then(|days| KeptDays::new(kept, days));
            Some(days.map_err(|error| format!("{kept}: {error}, or usual"))?)
        }
    };
    Ok(KeptOrUsual { kept, days })
}

/// A domain for forwarded codes, or none.
#[derive(Debug, Clone)]
pub(crate) struct MfaDomainOrNone(pub(crate) Option<MfaDomain>);

/// A domain; `none` for no domain.
pub(crate) fn mfa_domain_or_none(text: &str) -> Result<MfaDomainOrNone, ParseMfaDomainError> {
    if text == "none" {
        return Ok(MfaDomainOrNone(None));
    }
    MfaDomain::parse(text).map(Some).map(MfaDomainOrNone)
}

/// An address, or none on purpose.
#[derive(Debug, Clone)]
pub(crate) struct AddressOrNone(pub(crate) Option<EmailAddress>);

/// An address, or `none`.
pub(crate) fn address_or_none(text: &str) -> Result<AddressOrNone, ParseEmailError> {
    if text == "none" {
        Ok(AddressOrNone(None))
    } else {
        EmailAddress::parse(text).map(|to| AddressOrNone(Some(to)))
    }
}
