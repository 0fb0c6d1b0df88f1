use std::collections::BTreeMap;

use super::schema::{Schema, SchemaField, SchemaTable};
use crate::text::{FieldId, FieldName};

/// One field of one table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldRef {
    /// The table.
    pub table: FieldName,
    /// The field's id within it.
    pub field: FieldId,
}

impl FieldRef {
    /// The reference to this field of this table.
    #[must_use]
    pub fn of(table: &SchemaTable, field: &SchemaField) -> Self {
        Self { table: table.table.clone(), field: field.id.clone() }
    }
}

/// Which field of the source fills one of the customer's fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MappedField {
    /// The customer's field.
    pub target: FieldRef,
    /// The source's field.
    pub source: FieldRef,
}

/// Which field of the source fills which of the customer's: each of the customer's at most once, in the order of the
/// customer's schema. One field of the source may fill several.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FieldMapping(Vec<MappedField>);

/// Why a mapping was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MappingError {
    /// These required fields have no source.
    #[error("some required fields have no source")]
    Missing(Vec<FieldRef>),
    /// The customer's schema has no such field.
    #[error("there is no field {0:?} to fill")]
    UnknownTarget(FieldRef),
    /// The source has no such field.
    #[error("the source has no field {0:?}")]
    UnknownSource(FieldRef),
    /// A field of the customer's is there twice.
    #[error("the field {0:?} is filled twice")]
    Repeated(FieldRef),
}

impl FieldMapping {
    /// The mapping of these choices between two schemas.
    ///
    /// # Errors
    /// [`MappingError`]: what is unknown or there twice first, then what is missing.
    pub fn new(target: &Schema, source: &Schema, chosen: Vec<MappedField>) -> Result<Self, MappingError> {
        let mut by_target = BTreeMap::new();
        for MappedField { target: field, source: from } in chosen {
            if !target.has(&field) {
                return Err(MappingError::UnknownTarget(field));
            }
            if !source.has(&from) {
                return Err(MappingError::UnknownSource(from));
            }
            if by_target.contains_key(&field) {
                return Err(MappingError::Repeated(field));
            }
            by_target.insert(field, from);
        }
        let mut fields = Vec::with_capacity(by_target.len());
        let mut missing = Vec::new();
        for (table, field) in target.fields() {
            let target = FieldRef::of(table, field);
            match by_target.remove(&target) {
                Some(source) => fields.push(MappedField { target, source }),
                None if field.required => missing.push(target),
                None => {}
            }
        }
        if missing.is_empty() { Ok(Self(fields)) } else { Err(MappingError::Missing(missing)) }
    }

    /// A mapping read back from storage, or one that a customer's own program stated, which no schema is known for.
    #[must_use]
    pub const fn from_stored(fields: Vec<MappedField>) -> Self {
        Self(fields)
    }

    /// What to suggest to somebody who maps these schemas: what was chosen before, as far as it still exists, and for
    /// the rest the only field of the source with the same id or name, whatever its case.
    #[must_use]
    pub fn suggest(target: &Schema, source: &Schema, before: Option<&Self>) -> Self {
        let remembered = |wanted: &FieldRef| {
            let chosen = before.and_then(|before| before.source_of(wanted));
            chosen.filter(|chosen| source.has(chosen)).cloned()
        };
        let suggested = target.fields().filter_map(|(table, field)| {
            let target = FieldRef::of(table, field);
            // Somebody who left a field empty before meant it.
            let source = match before {
                Some(_) => remembered(&target),
                None => source.only_like(field),
            };
            source.map(|source| MappedField { target, source })
        });
        Self(suggested.collect())
    }

    /// What fills this field.
    #[must_use]
    pub fn source_of(&self, target: &FieldRef) -> Option<&FieldRef> {
        self.0.iter().find(|mapped| mapped.target == *target).map(|mapped| &mapped.source)
    }

    /// What fills what, in order.
    #[must_use]
    pub fn fields(&self) -> &[MappedField] {
        &self.0
    }
}

impl Schema {
    /// Whether there is such a field.
    #[must_use]
    pub fn has(&self, wanted: &FieldRef) -> bool {
        self.fields().any(|(table, field)| table.table == wanted.table && field.id == wanted.field)
    }

    fn only_like(&self, wanted: &SchemaField) -> Option<FieldRef> {
        let alike = |field: &SchemaField| {
            field.id.as_str().eq_ignore_ascii_case(wanted.id.as_str())
                || field.name.as_str().eq_ignore_ascii_case(wanted.name.as_str())
        };
        let mut found = self.fields().filter(|(_, field)| alike(field));
        let first = found.next();
        first.filter(|_| found.next().is_none()).map(|(table, field)| FieldRef::of(table, field))
    }
}
