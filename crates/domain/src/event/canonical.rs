//! The one byte form of an event, over which its seal is made.
//!
//! Every part is length-prefixed, so that no two different events share a form; the form begins with a domain
//! separator and a version, so that it can never be taken for anything else that is sealed.

use std::net::IpAddr;

use super::data::{DataValue, EventData};
use super::kind::EventKind;
use super::model::{EventBody, Origin, Subject};
use crate::Timestamp;
use crate::actor::Actor;
use crate::email::EmailAddress;
use crate::id::{EventId, RequestId, WorkspaceId};

const HEADER: &[u8] = b"latchstring/event\x01";

/// The bytes are not the canonical form of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the canonical form of an event")]
pub struct CanonicalError;

struct Writer(Vec<u8>);

impl Writer {
    fn bytes(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(&(bytes.len() as u64).to_be_bytes());
        self.0.extend_from_slice(bytes);
    }

    fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    fn number(&mut self, number: u64) {
        self.0.extend_from_slice(&number.to_be_bytes());
    }

    fn optional(&mut self, text: Option<&str>) {
        match text {
            None => self.0.push(0),
            Some(text) => {
                self.0.push(1);
                self.text(text);
            }
        }
    }

    fn value(&mut self, value: &DataValue) {
        match value {
            DataValue::Text(text) => {
                self.0.push(b't');
                self.text(text);
            }
            DataValue::Integer(number) => {
                self.0.push(b'i');
                self.0.extend_from_slice(&number.to_be_bytes());
            }
            DataValue::Flag(flag) => self.0.extend_from_slice(&[b'f', u8::from(*flag)]),
            DataValue::List(items) => {
                self.0.push(b'l');
                self.number(items.len() as u64);
                items.iter().for_each(|item| self.text(item));
            }
        }
    }
}

impl EventBody {
    /// The canonical bytes of this event as the `sequence`-th of its subject.
    #[must_use]
    pub fn canonical(&self, sequence: u64) -> Vec<u8> {
        let mut w = Writer(Vec::with_capacity(512));
        w.0.extend_from_slice(HEADER);
        w.bytes(&self.workspace_id.to_bytes());
        w.text(self.subject.kind());
        w.bytes(self.subject.uuid().as_bytes());
        w.number(sequence);
        w.bytes(&self.id.to_bytes());
        w.text(self.kind.as_str());
        w.0.extend_from_slice(&self.occurred_at.unix_millis().to_be_bytes());
        w.text(self.actor.kind.as_str());
        w.optional(self.actor.id.as_deref());
        w.optional(self.actor.email.as_ref().map(EmailAddress::as_str));
        w.optional(self.origin.request_id.map(|id| id.to_string()).as_deref());
        w.optional(self.origin.ip.map(|ip| ip.to_string()).as_deref());
        w.optional(self.origin.user_agent.as_deref());
        w.0.push(u8::from(self.automated));
        w.number(self.data.values().len() as u64);
        for (name, value) in self.data.values() {
            w.text(name);
            w.value(value);
        }
        w.0
    }
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], CanonicalError> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(CanonicalError)?;
        self.0 = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], CanonicalError> {
        self.take(N)?.try_into().map_err(|_| CanonicalError)
    }

    fn byte(&mut self) -> Result<u8, CanonicalError> {
        Ok(u8::from_be_bytes(self.array()?))
    }

    fn flag(&mut self) -> Result<bool, CanonicalError> {
        match self.byte()? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(CanonicalError),
        }
    }

    fn number(&mut self) -> Result<u64, CanonicalError> {
        Ok(u64::from_be_bytes(self.array()?))
    }

    fn bytes(&mut self) -> Result<&'a [u8], CanonicalError> {
        let length = usize::try_from(self.number()?).map_err(|_| CanonicalError)?;
        self.take(length)
    }

    fn text(&mut self) -> Result<&'a str, CanonicalError> {
        std::str::from_utf8(self.bytes()?).map_err(|_| CanonicalError)
    }

    fn parsed<T: std::str::FromStr>(&mut self) -> Result<T, CanonicalError> {
        self.text()?.parse().map_err(|_| CanonicalError)
    }

    fn optional(&mut self) -> Result<Option<&'a str>, CanonicalError> {
        if self.flag()? { self.text().map(Some) } else { Ok(None) }
    }

    fn uuid(&mut self) -> Result<uuid::Uuid, CanonicalError> {
        uuid::Uuid::from_slice(self.bytes()?).map_err(|_| CanonicalError)
    }

    fn value(&mut self) -> Result<DataValue, CanonicalError> {
        Ok(match self.byte()? {
            b't' => DataValue::Text(self.text()?.to_owned()),
            b'i' => DataValue::Integer(i64::from_be_bytes(self.array()?)),
            b'f' => DataValue::Flag(self.flag()?),
            b'l' => {
                let count = self.number()?;
                DataValue::List((0..count).map(|_| self.text().map(str::to_owned)).collect::<Result<_, _>>()?)
            }
            _ => return Err(CanonicalError),
        })
    }

    fn actor(&mut self) -> Result<Actor, CanonicalError> {
        let kind = self.parsed()?;
        let id = self.optional()?.map(str::to_owned);
        let email = match self.optional()? {
            Some(text) => Some(EmailAddress::parse(text).map_err(|_| CanonicalError)?),
            None => None,
        };
        Ok(Actor { kind, id, email })
    }

    fn origin(&mut self) -> Result<Origin, CanonicalError> {
        let request_id =
            self.optional()?.map(str::parse::<RequestId>).transpose().map_err(|_| CanonicalError)?;
        let ip = self.optional()?.map(str::parse::<IpAddr>).transpose().map_err(|_| CanonicalError)?;
        Ok(Origin { request_id, ip, user_agent: self.optional()?.map(str::to_owned) })
    }

    fn data(&mut self) -> Result<EventData, CanonicalError> {
        let count = self.number()?;
        (0..count).map(|_| Ok((self.text()?.to_owned(), self.value()?))).collect()
    }
}

/// Reads the canonical bytes of an event and its sequence. Only bytes that encode back to themselves are accepted.
///
/// # Errors
/// [`CanonicalError`] for anything else.
pub fn decode(bytes: &[u8]) -> Result<(EventBody, u64), CanonicalError> {
    let mut r = Reader(bytes.strip_prefix(HEADER).ok_or(CanonicalError)?);
    let workspace_id = WorkspaceId::from_uuid(r.uuid()?);
    let subject = Subject::from_parts(r.text()?, r.uuid()?).map_err(|_| CanonicalError)?;
    let sequence = r.number()?;
    let body = EventBody {
        id: EventId::from_uuid(r.uuid()?),
        workspace_id,
        subject,
        kind: r.parsed::<EventKind>()?,
        occurred_at: Timestamp::from_unix_millis(i64::from_be_bytes(r.array()?))
            .map_err(|_| CanonicalError)?,
        actor: r.actor()?,
        origin: r.origin()?,
        automated: r.flag()?,
        data: r.data()?,
    };
    if !r.0.is_empty() || body.canonical(sequence) != bytes {
        return Err(CanonicalError);
    }
    Ok((body, sequence))
}
