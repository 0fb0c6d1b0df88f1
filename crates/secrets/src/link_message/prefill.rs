//! What the recipient's form already knows.

use std::fmt;

use crate::cbor::Writer;

/// The most entries that a list of a [`Prefill`] has. It keeps the memory of an opened link near the size of its text.
pub const MAX_LIST_ITEMS: usize = 256;

/// What the recipient's form already knows. Every part may be absent; an empty list is an absent one, and none has
/// more than [`MAX_LIST_ITEMS`] entries in a link.
///
/// The texts are carried as they are; what they mean is the caller's to check, on the way in and out.
/// `Debug` tells which parts are there and not what they say, since they are about a person.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Prefill {
    /// The provider's address.
    pub url: Option<String>,
    /// The provider's id in the catalog.
    pub provider_id: Option<String>,
    /// Sites to choose.
    pub site_ids: Vec<[u8; 16]>,
    /// Utility types to choose.
    pub utility_types: Vec<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Who owns the connection.
    pub owner_email: Option<String>,
    /// From which day on data is wanted, `YYYY-MM-DD`.
    pub collection_start: Option<String>,
    /// Names of the fields that the recipient cannot change.
    pub locked_fields: Vec<String>,
}

/// One part of a [`Prefill`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PrefillField {
    /// [`Prefill::url`]
    Url,
    /// [`Prefill::provider_id`]
    ProviderId,
    /// [`Prefill::site_ids`]
    SiteIds,
    /// [`Prefill::utility_types`]
    UtilityTypes,
    /// [`Prefill::country`]
    Country,
    /// [`Prefill::owner_email`]
    OwnerEmail,
    /// [`Prefill::collection_start`]
    CollectionStart,
    /// [`Prefill::locked_fields`]
    LockedFields,
}

impl PrefillField {
    /// Every part, in the order in which they are written.
    pub const ALL: [Self; 8] = [
        Self::Url,
        Self::ProviderId,
        Self::SiteIds,
        Self::UtilityTypes,
        Self::Country,
        Self::OwnerEmail,
        Self::CollectionStart,
        Self::LockedFields,
    ];

    /// The key in the message.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Url => "u",
            Self::ProviderId => "d",
            Self::SiteIds => "s",
            Self::UtilityTypes => "t",
            Self::Country => "k",
            Self::OwnerEmail => "o",
            Self::CollectionStart => "b",
            Self::LockedFields => "l",
        }
    }

    pub(super) fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.key() == key)
    }
}

impl Prefill {
    /// Whether nothing is prefilled.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.present().next().is_none()
    }

    /// The part that takes most room in the message, and the bytes it takes: what to name when a URL
    /// became too long.
    #[must_use]
    pub fn largest_field(&self) -> Option<(PrefillField, usize)> {
        self.present().map(|field| (field, self.encoded_len(field))).max_by_key(|(_, len)| *len)
    }

    /// The list that has more than [`MAX_LIST_ITEMS`] entries.
    pub(super) fn overlong_list(&self) -> Option<PrefillField> {
        let lists = [
            (PrefillField::SiteIds, self.site_ids.len()),
            (PrefillField::UtilityTypes, self.utility_types.len()),
            (PrefillField::LockedFields, self.locked_fields.len()),
        ];
        lists.into_iter().find(|(_, len)| *len > MAX_LIST_ITEMS).map(|(field, _)| field)
    }

    pub(super) fn present(&self) -> impl Iterator<Item = PrefillField> + '_ {
        PrefillField::ALL.into_iter().filter(|field| match field {
            PrefillField::Url => self.url.is_some(),
            PrefillField::ProviderId => self.provider_id.is_some(),
            PrefillField::SiteIds => !self.site_ids.is_empty(),
            PrefillField::UtilityTypes => !self.utility_types.is_empty(),
            PrefillField::Country => self.country.is_some(),
            PrefillField::OwnerEmail => self.owner_email.is_some(),
            PrefillField::CollectionStart => self.collection_start.is_some(),
            PrefillField::LockedFields => !self.locked_fields.is_empty(),
        })
    }

    /// Writes the value of a part that is present.
    pub(super) fn write(&self, field: PrefillField, writer: &mut Writer) {
        match field {
            PrefillField::Url => write_text(writer, self.url.as_deref()),
            PrefillField::ProviderId => write_text(writer, self.provider_id.as_deref()),
            PrefillField::SiteIds => {
                writer.array(self.site_ids.len());
                self.site_ids.iter().for_each(|id| writer.bytes(id));
            }
            PrefillField::UtilityTypes => write_texts(writer, &self.utility_types),
            PrefillField::Country => write_text(writer, self.country.as_deref()),
            PrefillField::OwnerEmail => write_text(writer, self.owner_email.as_deref()),
            PrefillField::CollectionStart => write_text(writer, self.collection_start.as_deref()),
            PrefillField::LockedFields => write_texts(writer, &self.locked_fields),
        }
    }

    fn encoded_len(&self, field: PrefillField) -> usize {
        let mut writer = Writer::with_capacity(256);
        writer.text(field.key());
        self.write(field, &mut writer);
        writer.len()
    }
}

fn write_text(writer: &mut Writer, text: Option<&str>) {
    writer.text(text.unwrap_or_default());
}

fn write_texts(writer: &mut Writer, texts: &[String]) {
    writer.array(texts.len());
    texts.iter().for_each(|text| writer.text(text));
}

impl fmt::Debug for Prefill {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Prefill ")?;
        f.debug_set().entries(self.present()).finish()
    }
}
