//! Reading the message.

use super::{LinkMessage, LinkTarget, MAX_LIST_ITEMS, Prefill, PrefillField};
use crate::cbor::{CborError, Reader};
use crate::sealed_link::MAX_MESSAGE_LEN;

/// Why bytes are not a link message. A key is named as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MessageError {
    /// Longer than any sealed message.
    #[error("the message is too long")]
    TooLong,
    /// Not one CBOR map with text keys and definite lengths, or something follows it.
    #[error("the message is not a CBOR map")]
    Malformed,
    /// The value of this key has another type than it should.
    #[error("the value of {0} has the wrong type")]
    WrongType(&'static str),
    /// This key comes twice.
    #[error("{0} comes twice")]
    Duplicate(&'static str),
    /// This key must be there.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// This key must not be there in a link of this kind.
    #[error("{0} does not belong in this kind of link")]
    Unexpected(&'static str),
}

impl LinkMessage {
    /// Reads a message. Unknown keys are passed over, so that a later version may add some.
    ///
    /// The work is bounded by the length of the input, which may be hostile.
    ///
    /// # Errors
    /// [`MessageError`].
    pub fn decode(bytes: &[u8]) -> Result<Self, MessageError> {
        if bytes.len() > MAX_MESSAGE_LEN {
            return Err(MessageError::TooLong);
        }
        let mut reader = Reader::new(bytes);
        let mut fields = Fields::default();
        for _ in 0..reader.map().map_err(malformed)? {
            fields.read_pair(&mut reader)?;
        }
        if !reader.is_empty() {
            return Err(MessageError::Malformed);
        }
        Ok(Self {
            link_id: fields.link_id.ok_or(MessageError::Missing("j"))?,
            company_id: fields.company_id.ok_or(MessageError::Missing("c"))?,
            issued_at: fields.issued_at.ok_or(MessageError::Missing("i"))?,
            expires_at: fields.expires_at,
            target: fields.connection_id.map_or(LinkTarget::NewConnection, LinkTarget::Connection),
            prefill: fields.prefill.unwrap_or_default(),
        })
    }
}

#[derive(Default)]
struct Fields {
    link_id: Option<[u8; 16]>,
    company_id: Option<[u8; 16]>,
    issued_at: Option<i64>,
    expires_at: Option<i64>,
    connection_id: Option<[u8; 16]>,
    prefill: Option<Prefill>,
}

impl Fields {
    fn read_pair(&mut self, reader: &mut Reader<'_>) -> Result<(), MessageError> {
        match reader.text().map_err(malformed)? {
            "j" => set(&mut self.link_id, "j", reader.bytes_16()),
            "c" => set(&mut self.company_id, "c", reader.bytes_16()),
            "i" => set(&mut self.issued_at, "i", reader.integer()),
            "e" => set(&mut self.expires_at, "e", reader.integer()),
            "n" => set(&mut self.connection_id, "n", reader.bytes_16()),
            "p" => {
                let prefill = read_prefill(reader)?;
                set(&mut self.prefill, "p", Ok(prefill))
            }
            _ => reader.skip().map_err(malformed),
        }
    }
}

fn read_prefill(reader: &mut Reader<'_>) -> Result<Prefill, MessageError> {
    let mut prefill = Prefill::default();
    let mut seen = Vec::new();
    for _ in 0..reader.map().map_err(|_| MessageError::WrongType("p"))? {
        let Some(field) = PrefillField::from_key(reader.text().map_err(malformed)?) else {
            reader.skip().map_err(malformed)?;
            continue;
        };
        if seen.contains(&field) {
            return Err(MessageError::Duplicate(field.key()));
        }
        seen.push(field);
        read_field(&mut prefill, field, reader).map_err(|_| MessageError::WrongType(field.key()))?;
    }
    Ok(prefill)
}

fn read_field(prefill: &mut Prefill, field: PrefillField, reader: &mut Reader<'_>) -> Result<(), CborError> {
    match field {
        PrefillField::Url => prefill.url = Some(reader.text()?.to_owned()),
        PrefillField::ProviderId => prefill.provider_id = Some(reader.text()?.to_owned()),
        PrefillField::SiteIds => prefill.site_ids = list(reader, Reader::bytes_16)?,
        PrefillField::UtilityTypes => prefill.utility_types = texts(reader)?,
        PrefillField::Country => prefill.country = Some(reader.text()?.to_owned()),
        PrefillField::OwnerEmail => prefill.owner_email = Some(reader.text()?.to_owned()),
        PrefillField::CollectionStart => prefill.collection_start = Some(reader.text()?.to_owned()),
        PrefillField::LockedFields => prefill.locked_fields = texts(reader)?,
    }
    Ok(())
}

fn texts(reader: &mut Reader<'_>) -> Result<Vec<String>, CborError> {
    list(reader, |reader| reader.text().map(str::to_owned))
}

/// Reads a list without believing its length: nothing is reserved before an item is really there. Empty texts would
/// make a list take 24 times the room of its bytes, hence the limit.
fn list<'a, T>(
    reader: &mut Reader<'a>,
    item: impl Fn(&mut Reader<'a>) -> Result<T, CborError>,
) -> Result<Vec<T>, CborError> {
    let mut items = Vec::new();
    for _ in 0..reader.array()? {
        if items.len() == MAX_LIST_ITEMS {
            return Err(CborError);
        }
        items.push(item(reader)?);
    }
    Ok(items)
}

fn set<T>(slot: &mut Option<T>, key: &'static str, value: Result<T, CborError>) -> Result<(), MessageError> {
    let value = value.map_err(|_| MessageError::WrongType(key))?;
    match slot.replace(value) {
        None => Ok(()),
        Some(_) => Err(MessageError::Duplicate(key)),
    }
}

fn malformed(_: CborError) -> MessageError {
    MessageError::Malformed
}
