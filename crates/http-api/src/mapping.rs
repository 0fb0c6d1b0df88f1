//! Schemas and the mappings between them, as the wire has them.

use latchstring_domain::flow::{
    FieldMapping, FieldRef, MappedField, Schema, SchemaError, SchemaField, SchemaTable,
};
use latchstring_domain::text::{FieldId, FieldName};
use serde::Serialize;
use utoipa::ToSchema;

use crate::read::{FieldCode, Fields, Refused, boolean, text};

/// A table and its fields.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Table)]
pub(crate) struct TableBody {
    /// Its name, by which it is known too.
    #[schema(min_length = 1, max_length = 200, example = "Invoices")]
    table: String,
    #[schema(max_items = 500)]
    fields: Vec<FieldBody>,
}

/// A field of a table.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Field)]
pub(crate) struct FieldBody {
    /// What programs call it; unique within its table.
    #[schema(min_length = 1, max_length = 200, example = "total")]
    id: String,
    /// What recipients are shown; the same as `id` where it is left out.
    #[serde(default)]
    #[schema(required = false, min_length = 1, max_length = 200, example = "Total amount")]
    name: String,
    /// Whether a recipient has to say what fills it.
    #[serde(default)]
    #[schema(required = false, example = true)]
    required: bool,
}

/// The tables of a schema.
pub(crate) fn tables(schema: &Schema) -> Vec<TableBody> {
    let field = |field: &SchemaField| FieldBody {
        id: field.id.to_string(),
        name: field.name.to_string(),
        required: field.required,
    };
    let table = |table: &SchemaTable| TableBody {
        table: table.table.to_string(),
        fields: table.fields.iter().map(field).collect(),
    };
    schema.tables().iter().map(table).collect()
}

/// Reads a schema.
pub(crate) fn schema(fields: &mut Fields, name: &str) -> Option<Schema> {
    let tables = fields.objects(name, Schema::MAX_TABLES, |table| {
        let name = table.required("table", text(FieldName::parse));
        table.require("fields");
        let of_table = table.objects("fields", Schema::MAX_FIELDS, field).unwrap_or_default();
        Some(SchemaTable { table: name?, fields: of_table })
    })?;
    match Schema::new(tables) {
        Ok(schema) => Some(schema),
        Err(error) => {
            let code = match error {
                SchemaError::Empty => FieldCode::Empty,
                SchemaError::RepeatedTable(_) | SchemaError::RepeatedField(_) => FieldCode::Repeated,
                _ => FieldCode::TooMany,
            };
            fields.refuse(name, Refused::saying(code, error));
            None
        }
    }
}

fn field(field: &mut Fields) -> Option<SchemaField> {
    let id = field.required("id", text(FieldId::parse));
    let name = field.optional("name", text(FieldName::parse));
    let required = field.optional("required", boolean).unwrap_or_default();
    let id = id?;
    let name = name.map_or_else(|| FieldName::parse(id.as_str()).ok(), Some)?;
    Some(SchemaField { id, name, required })
}

/// A table of yours, with what fills its fields.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MappedTable {
    #[schema(min_length = 1, max_length = 200, example = "Invoices")]
    table: String,
    #[schema(max_items = 500)]
    fields: Vec<MappedFieldBody>,
}

/// A field of yours, with what fills it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MappedField)]
pub(crate) struct MappedFieldBody {
    #[schema(min_length = 1, max_length = 200, example = "total")]
    id: String,
    source: SourceField,
}

/// A field of the provider.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SourceField {
    #[schema(min_length = 1, max_length = 200, example = "Bills")]
    table: String,
    #[schema(min_length = 1, max_length = 200, example = "amount")]
    id: String,
}

/// A mapping, by the tables of the customer.
pub(crate) fn mapped_tables(mapping: &FieldMapping) -> Vec<MappedTable> {
    let mut tables: Vec<MappedTable> = Vec::new();
    for MappedField { target, source } in mapping.fields() {
        let field = MappedFieldBody {
            id: target.field.to_string(),
            source: SourceField { table: source.table.to_string(), id: source.field.to_string() },
        };
        match tables.iter_mut().find(|table| table.table == target.table.as_str()) {
            Some(table) => table.fields.push(field),
            None => tables.push(MappedTable { table: target.table.to_string(), fields: vec![field] }),
        }
    }
    tables
}

/// Reads a mapping that a program states: `Some(None)` for one that takes it away.
pub(crate) fn mapping(fields: &mut Fields, name: &str) -> Option<Option<FieldMapping>> {
    if fields.is_null(name) {
        return Some(None);
    }
    let tables = fields.objects(name, Schema::MAX_TABLES, |table| {
        let of = table.required("table", text(FieldName::parse));
        table.require("fields");
        let mapped = table.objects("fields", Schema::MAX_FIELDS, |field| {
            let id = field.required("id", text(FieldId::parse));
            let source = field.required_object("source", |source| {
                let table = source.required("table", text(FieldName::parse));
                let id = source.required("id", text(FieldId::parse));
                Some(FieldRef { table: table?, field: id? })
            });
            Some((id?, source??))
        });
        let of = of?;
        let mapped = mapped
            .unwrap_or_default()
            .into_iter()
            .map(|(field, source)| MappedField { target: FieldRef { table: of.clone(), field }, source });
        Some(mapped.collect::<Vec<_>>())
    })?;
    let mapped: Vec<_> = tables.into_iter().flatten().collect();
    let mut seen = std::collections::BTreeSet::new();
    if mapped.len() > Schema::MAX_FIELDS {
        let detail = format!("must have at most {} fields over all tables", Schema::MAX_FIELDS);
        fields.refuse(name, Refused::new(FieldCode::TooMany, detail));
        return None;
    }
    if !mapped.iter().all(|field| seen.insert(&field.target)) {
        fields.refuse(name, Refused::new(FieldCode::Repeated, "fills a field twice"));
        return None;
    }
    Some(Some(FieldMapping::from_stored(mapped)))
}
