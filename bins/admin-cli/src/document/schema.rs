use latchstring_domain::flow::{Schema, SchemaField, SchemaTable};
use latchstring_domain::text::{FieldId, FieldName};

use super::spot::{Members, Mistakes, Spot};

/// What is done with members that nobody asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Strangers {
    /// They are mistakes: the document is written for us.
    Refused,
    /// They are passed over: the document is somebody else's too.
    PassedOver,
}

impl Strangers {
    fn meet(self, members: &Members<'_>, known: &[&str], mistakes: &mut Mistakes) {
        if self == Self::Refused {
            members.none_but(known, mistakes);
        }
    }
}

/// Reads tables and their fields: `[{"table": "…", "fields": [{"id": "…", "name": "…", "required": true}]}]`.
pub(crate) fn schema(spot: &Spot<'_>, strangers: Strangers, mistakes: &mut Mistakes) -> Option<Schema> {
    let tables =
        spot.each(Schema::MAX_TABLES, mistakes, |spot, mistakes| table(spot, strangers, mistakes))?;
    Schema::new(tables).map_or_else(|error| spot.refuse(mistakes, error), Some)
}

fn table(spot: &Spot<'_>, strangers: Strangers, mistakes: &mut Mistakes) -> Option<SchemaTable> {
    let members = spot.object(mistakes)?;
    strangers.meet(&members, &["table", "fields"], mistakes);
    let table = members.required("table", mistakes);
    let table = table.and_then(|spot| spot.parsed(mistakes, FieldName::parse));
    let fields = members.required("fields", mistakes)?;
    let fields =
        fields.each(Schema::MAX_FIELDS, mistakes, |spot, mistakes| field(spot, strangers, mistakes))?;
    Some(SchemaTable { table: table?, fields })
}

fn field(spot: &Spot<'_>, strangers: Strangers, mistakes: &mut Mistakes) -> Option<SchemaField> {
    let members = spot.object(mistakes)?;
    strangers.meet(&members, &["id", "name", "required"], mistakes);
    let id = members.required("id", mistakes).and_then(|spot| spot.parsed(mistakes, FieldId::parse));
    let name = members.get("name");
    let name = name.map(|spot| spot.parsed(mistakes, FieldName::parse));
    let required = members.get("required").map(|spot| spot.boolean(mistakes));
    let id = id?;
    let name = match name {
        Some(name) => name?,
        // An id is at most as long as a name, and what one may not hold the other may not either.
        None => FieldName::parse(id.as_str()).ok()?,
    };
    Some(SchemaField { id, name, required: required.unwrap_or(Some(false))? })
}

#[cfg(test)]
mod tests {
    use super::super::node::Node;
    use super::*;

    fn read(text: &str, strangers: Strangers) -> Result<Schema, Vec<String>> {
        let (node, mut mistakes) = (Node::parse(text.as_bytes()).unwrap(), Mistakes::default());
        let read = schema(&Spot::root(&node), strangers, &mut mistakes);
        mistakes.unless_any(read).map_err(|all| all.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_field_is_called_by_its_id_and_left_free_unless_said_otherwise() {
        let text =
            r#"[{"table": "Bills", "fields": [{"id": "a"}, {"id": "b", "name": "B!", "required": true}]}]"#;
        let schema = read(text, Strangers::Refused).unwrap();
        let fields: Vec<_> =
            schema.fields().map(|(_, one)| (one.id.as_str(), one.name.as_str(), one.required)).collect();
        assert_eq!(fields, [("a", "a", false), ("b", "B!", true)]);
    }

    #[test]
    fn every_mistake_is_told_with_its_place() {
        let text = r#"[
            {"table": "", "fields": [{"id": "a", "requird": true}, {"name": "b"}, 7]},
            {"fields": {}, "a/b~c": 1},
            {"table": "T", "table": "T", "fields": []}
        ]"#;
        let known = "is not known here; there may be ";
        assert_eq!(
            read(text, Strangers::Refused).unwrap_err(),
            [
                "/0/table: must not be empty".to_owned(),
                format!("/0/fields/0/requird: {known}id, name, required"),
                "/0/fields/1/id: is required".to_owned(),
                "/0/fields/2: must be an object".to_owned(),
                format!("/1/a~1b~0c: {known}table, fields"),
                "/1/table: is required".to_owned(),
                "/1/fields: must be a list".to_owned(),
                "/2/table: is there twice".to_owned(),
            ]
        );
    }

    #[test]
    fn what_is_wrong_with_the_whole_is_told_of_the_whole() {
        for (text, said) in [
            ("{}", "the document must be a list"),
            ("[]", "the document must have at least one field"),
            (r#"[{"table": "T", "fields": []}]"#, "the document must have at least one field"),
            (
                r#"[{"table": "T", "fields": [{"id": "a"}, {"id": "a"}]}]"#,
                "the document has the field \"a\" twice in one table",
            ),
        ] {
            assert_eq!(read(text, Strangers::Refused).unwrap_err(), [said], "{text}");
        }
    }

    #[test]
    fn strangers_may_be_passed_over() {
        let text = r#"[{"table": "T", "note": 1, "fields": [{"id": "a", "type": "string"}]}]"#;
        assert!(read(text, Strangers::PassedOver).is_ok());
        assert!(read(text, Strangers::Refused).is_err());
    }
}
