use super::*;

/// The schema of a type, with references followed.
fn schema_of(name: &str) -> serde_json::Value {
    let schema = crate::routine::schema();
    match name {
        "Routine" => schema,
        _ => schema["$defs"][name].clone(),
    }
}

#[test]
fn the_table_has_the_fields_that_the_types_have() {
    for construct in constructs() {
        let schema = schema_of(construct.type_name);
        let properties = schema["properties"].as_object().expect(construct.name);
        let mut of_types: Vec<&str> = properties.keys().map(String::as_str).collect();
        let mut of_table: Vec<&str> = construct.fields.iter().map(|f| f.word).collect();
        of_types.sort_unstable();
        of_table.sort_unstable();
        assert_eq!(of_table, of_types, "{}", construct.name);
        let mut required: Vec<&str> = schema["required"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|word| word.as_str())
            .collect();
        let mut needed: Vec<&str> = construct
            .fields
            .iter()
            .filter(|field| field.required)
            .map(|field| field.word)
            .collect();
        required.sort_unstable();
        needed.sort_unstable();
        assert_eq!(needed, required, "{}", construct.name);
        for field in construct.fields {
            assert_ne!(
                field.doc(construct),
                "",
                "{}.{}",
                construct.name,
                field.word
            );
            let text = properties[field.word].to_string();
            let fits = match field.kind {
                Sort::Text | Sort::Length | Sort::Seconds | Sort::Ready => {
                    text.contains("\"string\"")
                        || ["Length", "Seconds", "Ready"]
                            .iter()
                            .any(|name| text.contains(&format!("#/$defs/{name}\"")))
                }
                Sort::Count => text.contains("Count"),
                Sort::Number => text.contains("integer"),
                Sort::Texts => text.contains("array") && text.contains("string"),
                Sort::One(choice) => text.contains(&format!("#/$defs/{}\"", choice.name)),
                Sort::Many(choice) => {
                    text.contains("array") && text.contains(&format!("#/$defs/{}\"", choice.name))
                }
                Sort::Fields(of) => text.contains(&format!("#/$defs/{}\"", of.type_name)),
                Sort::List(of) => {
                    text.contains("array") && text.contains(&format!("#/$defs/{}\"", of.type_name))
                }
                Sort::Steps => text.contains("array") && text.contains("#/$defs/Step\""),
            };
            assert!(fits, "{}.{}: {text}", construct.name, field.word);
        }
        assert_ne!(construct.doc(), "", "{}", construct.name);
    }
}

#[test]
fn the_table_has_the_words_that_the_types_have() {
    let variants = |name: &str| -> Vec<String> {
        schema_of(name)["oneOf"]
            .as_array()
            .expect(name)
            .iter()
            .map(|variant| match variant["const"].as_str() {
                Some(word) => word.to_owned(),
                None => variant["required"][0].as_str().expect(name).to_owned(),
            })
            .collect()
    };
    for choice in choices() {
        assert_eq!(choice.words, variants(choice.name), "{}", choice.name);
        for word in choice.words {
            assert_ne!(choice.doc(word), "", "{}::{word}", choice.name);
        }
    }
    assert_eq!(step_words().collect::<Vec<_>>(), variants("Step"));
    for word in step_words() {
        assert_ne!(step_doc(word), "", "{word}");
    }
}
