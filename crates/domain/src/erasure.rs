//! Erasing a person: what of a thing names them, and how it looks without.
//!
//! An address is what tells a person here. Where a thing is about nobody else, everything that may be theirs goes with it:
//! where they came from, what they were told, whatever their browser said.

use crate::Timestamp;
use crate::actor::ActorKind;
use crate::connection::Connection;
use crate::email::{AddressRule, AllowList, EmailAddress};
use crate::event::{DataValue, EventBody, Origin};
use crate::invitation::{Invitation, InvitationMail, MailReason, MailState, Purpose};
use crate::magic_link::MagicLink;
use crate::metadata::Metadata;
use crate::prefill::{Locks, Prefill, PrefillField};
use crate::sealed::SealedCredentials;

/// What stands where something was.
pub const ERASED: &str = "erased";

/// What stands where an address has to be: one that nobody can have ([RFC 2606](https://www.rfc-editor.org/rfc/rfc2606),
/// section 2), so that a list whose only address was erased does not become one for anybody.
pub const ERASED_ADDRESS: &str = "erased@erased.invalid";

/// Somebody to be erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    address: EmailAddress,
    nobody: EmailAddress,
    spellings: Vec<String>,
}

impl Person {
    /// Whoever has this address; `None` for the address that stands for those who were erased.
    #[must_use]
    pub fn of(address: EmailAddress) -> Option<Self> {
        let nobody = EmailAddress::parse(ERASED_ADDRESS).ok()?;
        if address == nobody {
            return None;
        }
        let mut person = Self { address: address.clone(), nobody, spellings: Vec::new() };
        person.learn(&address);
        Some(person)
    }

    /// Their address.
    #[must_use]
    pub const fn address(&self) -> &EmailAddress {
        &self.address
    }

    /// Another spelling of their address, as it stands somewhere.
    pub fn learn(&mut self, seen: &EmailAddress) {
        if *seen != self.address {
            return;
        }
        for spelling in [seen.as_str(), seen.canonical()] {
            if !self.spellings.iter().any(|known| known == spelling) {
                self.spellings.push(spelling.to_owned());
            }
        }
    }

    fn is(&self, address: Option<&EmailAddress>) -> bool {
        address == Some(&self.address)
    }

    /// A text without their address; `None` when it is not in it.
    #[must_use]
    pub fn struck_from(&self, text: &str) -> Option<String> {
        let mut struck = text.to_owned();
        for spelling in &self.spellings {
            // From the end, so that what is before keeps its place.
            let places: Vec<usize> = places(&struck, spelling).collect();
            for place in places.into_iter().rev() {
                struck.replace_range(place..place + spelling.len(), ERASED_ADDRESS);
            }
        }
        (struck != text).then_some(struck)
    }

    fn names(&self, text: &str) -> bool {
        text == self.address.masked()
            || self.spellings.iter().any(|spelling| places(text, spelling).next().is_some())
    }

    /// An event without them; `None` when it does not tell of them. `alone`: it is about nobody else, so whoever acted as a
    /// recipient was they.
    #[must_use]
    pub fn erased_from_event(&self, body: &EventBody, alone: bool) -> Option<EventBody> {
        let named = self.is(body.actor.email.as_ref());
        let theirs =
            named || (alone && body.actor.kind == ActorKind::Recipient && body.actor.email.is_none());
        let mut left = body.clone();
        if theirs {
            left.actor.email = None;
            left.origin = Origin { request_id: body.origin.request_id, ip: None, user_agent: None };
        }
        left.data =
            body.data.values().iter().map(|(name, value)| (name.clone(), self.value(value))).collect();
        (left != *body).then_some(left)
    }

    fn value(&self, value: &DataValue) -> DataValue {
        let text = |text: &String| if self.names(text) { ERASED.to_owned() } else { text.clone() };
        match value {
            DataValue::Text(of) => DataValue::Text(text(of)),
            DataValue::List(all) => DataValue::List(all.iter().map(text).collect()),
            DataValue::Integer(_) | DataValue::Flag(_) => value.clone(),
        }
    }

    /// Whether an invitation is for nobody else.
    #[must_use]
    pub fn is_alone_on(&self, invitation: &Invitation) -> bool {
        let prefilled = match &invitation.purpose {
            Purpose::CreateConnection { prefill, .. } => self.is(prefill.connection_owner_email.as_ref()),
            Purpose::EditConnection { .. } => false,
        };
        invitation.allowed.admits_only(&self.address) || (!invitation.allowed.is_gated() && prefilled)
    }

    /// An invitation without them; `None` when it does not name them. One that was for nobody else can be used no more.
    #[must_use]
    pub fn erased_from_invitation(&self, invitation: &Invitation, now: Timestamp) -> Option<Invitation> {
        let alone = self.is_alone_on(invitation);
        let listed = invitation.allowed.admits_only(&self.address);
        let mut left = invitation.clone();
        left.allowed = self.without(&invitation.allowed);
        left.purpose = self.erased_from_purpose(&invitation.purpose);
        if alone {
            left.presentation.message = None;
            if let Some(portal) = &mut left.portal {
                portal.options.connect_values = None;
            }
        }
        left.metadata = self.unlabelled(&invitation.metadata);
        if invitation.external_id.as_ref().is_some_and(|id| self.names(id.as_str())) {
            left.external_id = None;
        }
        if left == *invitation {
            return None;
        }
        let used_up = invitation.uses_left() == Some(0);
        if listed && left.revoked_at.is_none() && !used_up {
            left.revoked_at = Some(now);
        }
        left.updated_at = now;
        left.version = invitation.version.next();
        Some(left)
    }

    /// A list without their address. Where it was the only entry, an address that nobody has takes its place: an empty list
    /// would be one for anybody.
    fn without(&self, list: &AllowList) -> AllowList {
        let theirs = |rule: &AddressRule| matches!(rule, AddressRule::Address(one) if *one == self.address);
        if !list.rules().iter().any(theirs) {
            return list.clone();
        }
        let mut rules: Vec<_> = list.rules().iter().filter(|rule| !theirs(rule)).cloned().collect();
        if rules.is_empty() {
            rules.push(AddressRule::Address(self.nobody.clone()));
        }
        // It has no more entries than it had.
        AllowList::new(rules).unwrap_or_else(|_| list.clone())
    }

    fn erased_from_purpose(&self, purpose: &Purpose) -> Purpose {
        match purpose {
            Purpose::CreateConnection { prefill, locks }
                if self.is(prefill.connection_owner_email.as_ref()) =>
            {
                let prefill = Prefill { connection_owner_email: None, ..prefill.clone() };
                let mut locks: Locks = locks.clone();
                locks.remove(&PrefillField::ConnectionOwnerEmail);
                Purpose::CreateConnection { prefill, locks }
            }
            other => other.clone(),
        }
    }

    fn unlabelled(&self, metadata: &Metadata) -> Metadata {
        let kept = metadata.labels().iter().filter(|(_, value)| !self.names(value));
        // It has no more labels than it had.
        Metadata::new(kept.map(|(key, value)| (key.clone(), value.clone())).collect()).unwrap_or_default()
    }

    /// A mail without them; `None` when it names somebody else only.
    #[must_use]
    pub fn erased_from_mail(&self, mail: &InvitationMail) -> Option<InvitationMail> {
        let mut left = mail.clone();
        if mail.to == self.address {
            left.to = self.nobody.clone();
        }
        if matches!(&mail.reason, MailReason::HandedOff { by } if *by == self.address) {
            left.reason = MailReason::HandedOff { by: self.nobody.clone() };
        }
        if let MailState::Failed { at, why } = &mail.state
            && (mail.to == self.address || self.names(why))
        {
            // A mail server's own words; many say whom they were about, in a spelling of theirs.
            left.state = MailState::Failed { at: *at, why: ERASED.to_owned() };
        }
        (left != *mail).then_some(left)
    }

    /// A magic link without them; `None` when it does not name them.
    #[must_use]
    pub fn erased_from_magic_link(&self, link: &MagicLink, now: Timestamp) -> Option<MagicLink> {
        let purpose = self.erased_from_purpose(&link.purpose);
        let version = link.version.next();
        (purpose != link.purpose).then(|| MagicLink { purpose, updated_at: now, version, ..link.clone() })
    }
}

/// Where an address stands in a text as a whole: `ann@example.org` is not in `joann@example.org`.
fn places<'a>(text: &'a str, address: &'a str) -> impl Iterator<Item = usize> {
    // Of what a local part may have beside these, all is more often a mark around an address: a quote, `=`, `/`.
    let part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '+' | '-');
    text.match_indices(address).map(|(place, _)| place).filter(move |place| {
        let before = text.get(..*place).and_then(|before| before.chars().next_back());
        let mut after = text.get(place + address.len()..).unwrap_or_default().chars();
        // A full stop may end a sentence, and then nothing of a domain follows it.
        let goes_on = match after.next() {
            Some('.') => after.next().is_some_and(char::is_alphanumeric),
            Some(c) => c == '-' || c.is_alphanumeric(),
            None => false,
        };
        !before.is_some_and(part) && !goes_on
    })
}

impl Connection {
    /// The connection without the person it belongs to: it is collected no more, what they signed in with is gone for ever,
    /// and nothing says whose it was. Accounts and sites are the company's, and stay. `None` when nothing of them is left.
    #[must_use]
    pub fn without_owner(&self, now: Timestamp) -> Option<Self> {
        let left = Self {
            credentials: SealedCredentials::none(),
            owner_email: None,
            status_detail: None,
            is_active: false,
            ..self.clone()
        };
        let version = self.version.next();
        (left != *self).then(|| Self { updated_at: now, version, ..left })
    }
}
