//! The fields that both kinds of invitation have.

use std::num::NonZeroU32;
use std::time::Duration;

use latchstring_domain::email::{AddressRule, AllowList};
use latchstring_domain::invitation::{DraftError, Lifetime, MIN_LIFETIME, Presentation};
use latchstring_domain::text::{ExternalId, Message, ReturnState};
use latchstring_domain::workspace::{TrustedSites, Untrusted};
use latchstring_service::invitation::{CannotMail, InvitationTerms};
use latchstring_web_kit::problem::{FieldError, Problem};
use utoipa::ToSchema;

use super::branding::{self, LinkBrandingFields};
use crate::metadata::metadata;
use crate::problem::defect;
use crate::read::{
    FieldCode, Fields, Refused, boolean, integer, invalid, locale, return_url, string, text, web_origin,
};

/// The largest `maxUses`. A link for more is one without a limit.
const MAX_USES: u64 = 1_000_000;

/// What a new reconnect invitation is made of.
#[derive(Debug, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CreateReconnectInvitation, rename_all = "camelCase")]
#[expect(dead_code, reason = "describes what `read` reads; a test holds the two together")]
pub(crate) struct TermsBody {
    /// Who may use the link: addresses, `*@example.com` for all of a domain, `*@*.example.com` for all of its
    /// subdomains. Empty or absent: anyone who has the link.
    #[schema(nullable = false, max_items = 100, example = json!(["mike@example.org"]))]
    allowed_emails: Option<Vec<String>>,
    /// How long the link lives. Absent: as the workspace says, and without a word of it, for ever.
    #[schema(nullable = false, minimum = 60, example = 1_209_600)]
    expires_in_seconds: Option<u64>,
    /// How often the link may be used. Absent: without limit.
    #[schema(nullable = false, minimum = 1, maximum = 1_000_000, example = 1)]
    max_uses: Option<u32>,
    /// Whether the link is mailed to every address of `allowedEmails`; a domain is none. A mailed link proves its address,
    /// so no code is asked for. `deliveries` says what became of the mails. Absent: no.
    #[schema(nullable = false, example = true)]
    send_email: Option<bool>,
    /// Your own labels, echoed everywhere: at most 50, each key of 1 to 40 characters and each value of at most 500.
    #[schema(nullable = false, value_type = Option<std::collections::BTreeMap<String, String>>, example = json!({"ticket": "4711"}))]
    metadata: Option<()>,
    /// Your own id for it.
    #[schema(nullable = false, min_length = 1, max_length = 255, example = "invite-1042")]
    external_id: Option<String>,
    /// The language of the pages, as a BCP 47 tag. Absent: the recipient's own.
    #[schema(nullable = false, max_length = 35, example = "de")]
    locale: Option<String>,
    /// What you tell the recipient, as plain text.
    #[schema(
        nullable = false,
        min_length = 1,
        max_length = 500,
        example = "Please connect the account of your new warehouse."
    )]
    message: Option<String>,
    /// A value that you get back unchanged with these addresses, as the parameter `state`.
    #[schema(nullable = false, min_length = 1, max_length = 500)]
    state: Option<String>,
    /// Where the recipient may go when done: an address of a site among the workspace's `returnOrigins`.
    #[schema(nullable = false, max_length = 1000)]
    success_url: Option<String>,
    /// Where the recipient may go when it failed: an address of a site among the workspace's `returnOrigins`.
    #[schema(nullable = false, max_length = 1000)]
    error_url: Option<String>,
    /// Where the recipient may go when the link has expired: an address of a site among the workspace's `returnOrigins`.
    #[schema(nullable = false, max_length = 1000)]
    expired_url: Option<String>,
    /// The sites that may embed the flow, out of the workspace's `allowedOrigins`. Absent: all of those.
    #[schema(nullable = false, max_items = 50)]
    allowed_origins: Option<Vec<String>>,
    /// How the link looks where it looks otherwise than the workspace. Needs the scope `workspace:manage` too.
    branding: Option<LinkBrandingFields>,
}

/// Reads the fields of both kinds.
pub(super) fn read(fields: &mut Fields) -> InvitationTerms {
    let allowed = allowed(fields);
    let send_email = fields.optional("sendEmail", boolean).unwrap_or_default();
    let lifetime = lifetime(fields).map(Lifetime::For);
    let max_uses = fields.optional("maxUses", integer(1..=MAX_USES));
    let max_uses = max_uses.and_then(|uses| u32::try_from(uses).ok()).and_then(NonZeroU32::new);
    let metadata = metadata(fields).unwrap_or_default();
    let external_id = fields.optional("externalId", text(ExternalId::parse));
    let (brand, logo_url) = branding::read(fields);
    let presentation = Presentation {
        locale: fields.optional("locale", locale),
        message: fields.optional("message", text(Message::parse)),
        success_url: fields.optional("successUrl", return_url),
        error_url: fields.optional("errorUrl", return_url),
        expired_url: fields.optional("expiredUrl", return_url),
        state: fields.optional("state", text(ReturnState::parse)),
        embed: fields.list("allowedOrigins", TrustedSites::MAX, web_origin),
        brand,
    };
    InvitationTerms { allowed, lifetime, max_uses, presentation, metadata, external_id, send_email, logo_url }
}

/// Reads `expiresInSeconds`.
pub(crate) fn lifetime(fields: &mut Fields) -> Option<Duration> {
    let at_least = MIN_LIFETIME.as_secs();
    fields.optional("expiresInSeconds", integer(at_least..=u64::MAX)).map(Duration::from_secs)
}

fn allowed(fields: &mut Fields) -> AllowList {
    let rules = fields.list("allowedEmails", AllowList::MAX, string(AddressRule::parse)).unwrap_or_default();
    AllowList::new(rules).unwrap_or_else(|error| {
        fields.refuse("allowedEmails", Refused::saying(FieldCode::TooMany, error));
        AllowList::default()
    })
}

/// The problem of an invitation that cannot be mailed.
pub(super) fn cannot_mail(error: CannotMail) -> Problem {
    let refused = match error {
        CannotMail::NoAddress => {
            Refused::new(FieldCode::NeedsAddresses, "needs addresses in allowedEmails to send to")
        }
        CannotMail::NoMail => {
            let detail = "this server sends no mail; leave it out and send the invitationUrl yourself";
            Refused::new(FieldCode::MailNotConfigured, detail)
        }
    };
    invalid([refused.at("/sendEmail")])
}

/// The problem of an address to return to that the workspace does not vouch for.
pub(super) fn no_return(field: &str, untrusted: &Untrusted) -> Problem {
    invalid([Refused::saying(FieldCode::RedirectNotAllowed, untrusted).at(format!("/{field}"))])
}

/// The problem of a site that may not embed, by its place in the list if it is one.
pub(super) fn no_embedding(untrusted: &Untrusted) -> Problem {
    invalid([Refused::saying(FieldCode::OriginNotAllowed, untrusted).at("/allowedOrigins")])
}

/// 422: the parts are right by themselves and do not fit together. `at` is what the pointers to them begin with.
pub(crate) fn does_not_fit(error: DraftError, at: &str) -> Problem {
    match field_of(error, at) {
        Some(field) => invalid([field]),
        None => defect(&error),
    }
}

fn field_of(error: DraftError, at: &str) -> Option<FieldError> {
    match error {
        DraftError::LifetimeTooShort | DraftError::LifetimeTooLong(_) | DraftError::LifetimeBeyondTime => {
            Some(Refused::saying(FieldCode::OutOfRange, error).at(format!("{at}/expiresInSeconds")))
        }
        DraftError::Lock(_) => {
            Some(Refused::saying(FieldCode::LockedButEmpty, error).at(format!("{at}/lock")))
        }
        _ => None,
    }
}
