//! The fields that the sandbox "has", for mapping them.

use latchstring_domain::flow::{Schema, SchemaField, SchemaTable};
use latchstring_domain::text::{FieldId, FieldName};

const TABLES: [(&str, &[(&str, &str)]); 2] = [
    (
        "Accounts",
        &[
            ("account_number", "Account number"),
            ("holder_name", "Account holder"),
            ("holder_email", "E-mail"),
            ("service_address", "Service address"),
            ("opened_on", "Opened on"),
        ],
    ),
    (
        "Bills",
        &[
            ("bill_number", "Bill number"),
            ("issued_on", "Issued on"),
            ("due_on", "Due on"),
            ("amount", "Amount due"),
            ("currency", "Currency"),
            ("usage_kwh", "Usage in kWh"),
        ],
    ),
];

/// The tables and fields above. `None` if one of the names broke a bound, which the tests rule out.
pub(super) fn sandbox() -> Option<Schema> {
    let field = |(id, name): &(&str, &str)| {
        Some(SchemaField {
            id: FieldId::parse(id).ok()?,
            name: FieldName::parse(name).ok()?,
            required: false,
        })
    };
    let table = |(name, fields): &(&str, &[(&str, &str)])| {
        let fields = fields.iter().map(field).collect::<Option<_>>()?;
        Some(SchemaTable { table: FieldName::parse(name).ok()?, fields })
    };
    Schema::new(TABLES.iter().map(table).collect::<Option<_>>()?).ok()
}
