//! The language server as an editor meets it: the real program, spoken to over its pipes.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout};

use serde_json::{Value, json};

use super::support::Supple;

const URI: &str = "file:///home/you/m%C3%A4rz.ron";

/// An editor with one server.
struct Editor {
    child: Child,
    stdin: Option<ChildStdin>,
    stdout: BufReader<ChildStdout>,
    /// Notifications that came while an answer was waited for.
    told: VecDeque<Value>,
    last_id: i64,
    /// Holds the home of the server.
    _supple: Supple,
}

impl Editor {
    fn new(supple: Supple) -> Editor {
        let mut child = supple.command().spawn().unwrap();
        Editor {
            stdin: child.stdin.take(),
            stdout: BufReader::new(child.stdout.take().unwrap()),
            child,
            told: VecDeque::new(),
            last_id: 0,
            _supple: supple,
        }
    }

    /// Past its `initialize`.
    fn ready(supple: Supple) -> (Editor, Value) {
        let mut editor = Editor::new(supple);
        let item = json!({ "snippetSupport": true });
        let answer = editor.ask(
            "initialize",
            json!({
                "processId": null,
                "rootUri": null,
                "capabilities": { "textDocument": { "completion": { "completionItem": item } } },
            }),
        );
        editor.tell("initialized", json!({}));
        (editor, answer["result"]["capabilities"].clone())
    }

    fn write(&mut self, bytes: &[u8]) {
        self.stdin.as_mut().unwrap().write_all(bytes).unwrap();
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        self.write(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// The whole answer to a request.
    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.last_id += 1;
        let id = self.last_id;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        loop {
            let message = self.read().expect("the server answers every request");
            if message["id"] == id {
                return message;
            }
            self.told.push_back(message);
        }
    }

    /// The next message; `None` where the server has gone.
    fn read(&mut self) -> Option<Value> {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if self.stdout.read_line(&mut line).unwrap() == 0 {
                return None;
            }
            match line.trim().split_once(": ") {
                None => break,
                Some((_, value)) => length = value.parse().unwrap(),
            }
        }
        let mut body = vec![0; length];
        self.stdout.read_exact(&mut body).unwrap();
        Some(serde_json::from_slice(&body).unwrap())
    }

    /// The diagnostics that come next.
    fn diagnostics(&mut self) -> Value {
        let message = self.told.pop_front().or_else(|| self.read()).unwrap();
        assert_eq!(message["method"], "textDocument/publishDiagnostics");
        message["params"].clone()
    }

    fn open(&mut self, uri: &str, text: &str) -> Value {
        let document = json!({ "uri": uri, "languageId": "ron", "version": 1, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
        self.diagnostics()
    }

    fn change(&mut self, version: i32, text: &str) -> Value {
        let document = json!({ "uri": URI, "version": version });
        let params = json!({ "textDocument": document, "contentChanges": [{ "text": text }] });
        self.tell("textDocument/didChange", params);
        self.diagnostics()
    }

    /// A request about a place in the open file.
    fn at(&mut self, method: &str, line: u32, character: u32) -> Value {
        let position = json!({ "line": line, "character": character });
        let params = json!({ "textDocument": { "uri": URI }, "position": position });
        self.ask(method, params)["result"].clone()
    }

    /// Hangs up; the exit status and what stands on standard error.
    fn gone(mut self) -> (Option<i32>, String) {
        drop(self.stdin.take());
        assert_eq!(self.read(), None, "nothing more is said");
        let status = self.child.wait().unwrap().code();
        let mut said = String::new();
        let mut stderr = self.child.stderr.take().unwrap();
        stderr.read_to_string(&mut said).unwrap();
        (status, said)
    }
}

fn server() -> Supple {
    Supple::new("language-server")
}

const BROKEN: &str = "Routine(\n  title: \"𝄞 März\", prescribed: (by: \"𝄞\"),\n  steps: [\n    Hold(nam: \"𝄞\", for: \"30 potatoes\"),\n  ],\n)\n";

#[test]
fn an_editor_is_told_what_is_wrong_what_may_be_written_and_what_it_means() {
    let (mut editor, capabilities) = Editor::ready(server());
    assert_eq!(capabilities["textDocumentSync"]["change"], 1, "{capabilities}");
    assert_eq!(capabilities["hoverProvider"], true);

    let told = editor.open(URI, BROKEN);
    assert_eq!((&told["uri"], &told["version"]), (&json!(URI), &json!(1)));
    let [name, length] = told["diagnostics"].as_array().unwrap().as_slice() else {
        panic!("{told}");
    };
    let at = |line, from, to| {
        json!({ "start": { "line": line, "character": from },
                "end": { "line": line, "character": to } })
    };
    assert_eq!(name["range"], at(3, 9, 12));
    assert_eq!(name["code"], "unknown-field");
    assert_eq!((&name["severity"], &name["source"]), (&json!(1), &json!("supple")));
    assert!(name["message"].as_str().unwrap().contains("did you mean `name`?"));
    // The clef before it is two units long.
    assert_eq!(length["range"], at(3, 26, 37), "{length}");

    let fields = editor.at("textDocument/completion", 3, 9);
    let labels = |items: &Value| -> Vec<String> {
        let items = items.as_array().unwrap().iter();
        items.map(|item| item["label"].as_str().unwrap().to_owned()).collect()
    };
    assert!(labels(&fields).contains(&"times".into()), "{fields}");
    assert!(!labels(&fields).contains(&"for".into()), "{fields}");
    assert_eq!(fields[0]["textEdit"]["range"], at(3, 9, 9));

    let hover = editor.at("textDocument/hover", 3, 21);
    let words = hover["contents"]["value"].as_str().unwrap();
    assert!(words.contains("How long one hold lasts"), "{words}");
    assert_eq!(hover["range"], at(3, 20, 23));

    let params = json!({ "textDocument": { "uri": URI } });
    let outline = editor.ask("textDocument/documentSymbol", params)["result"].clone();
    assert_eq!(outline[0]["name"], "𝄞 März");
    assert_eq!(outline[0]["children"][0]["name"], "Hold");

    let mended = BROKEN
        .replace("nam:", "name:")
        .replace("30 potatoes", "30s")
        .replace("März\",", "März\", sources: [(title: \"x\")],");
    assert_eq!(editor.change(2, &mended)["diagnostics"], json!([]));
    let hover = editor.at("textDocument/hover", 3, 5);
    let plan = hover["contents"]["value"].as_str().unwrap();
    assert!(plan.contains("In all 0:35, of which 0:05 to get ready"), "{plan}");

    editor.tell("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    assert_eq!(editor.diagnostics()["diagnostics"], json!([]));
    assert_eq!(editor.ask("shutdown", json!(null))["result"], json!(null));
    editor.tell("exit", json!(null));
    assert_eq!(editor.gone(), (Some(0), String::new()));
}

#[test]
fn an_own_routine_is_known_as_soon_as_something_is_saved() {
    let supple = server();
    let folder = supple.folder();
    std::fs::create_dir_all(&folder).unwrap();
    let (mut editor, _) = Editor::ready(supple);
    let text = "(sources: [(title: \"x\")], title: \"T\", steps: [Include(\"mine\")])";
    let told = editor.open(URI, text);
    assert_eq!(told["diagnostics"][0]["code"], "unknown-routine", "{told}");
    let mine = "(title: \"Mine\", steps: [Rest(for: \"5s\")])";
    std::fs::write(folder.join("mine.ron"), mine).unwrap();
    editor.tell("textDocument/didSave", json!({ "textDocument": { "uri": URI } }));
    assert_eq!(editor.diagnostics()["diagnostics"], json!([]));
    let ids = editor.at("textDocument/completion", 0, 58);
    assert!(ids.to_string().contains("\"label\":\"mine\""), "{ids}");
}

#[test]
fn a_routine_is_laid_out_and_keeps_its_comments() {
    let (mut editor, capabilities) = Editor::ready(server());
    assert_eq!(capabilities["documentFormattingProvider"], true);
    let text = "Routine(\n    title: \"𝄞\",\n  steps: [ // all\n Rest(for:\"5s\")]\n)\n";
    editor.open(URI, text);
    let options = json!({ "tabSize": 4, "insertSpaces": true });
    let params = json!({ "textDocument": { "uri": URI }, "options": options });
    let edits = editor.ask("textDocument/formatting", params.clone())["result"].clone();
    assert_eq!(edits.as_array().unwrap().len(), 1, "{edits}");
    assert_eq!(edits[0]["range"]["start"], json!({ "line": 2, "character": 0 }));
    assert_eq!(edits[0]["range"]["end"], json!({ "line": 4, "character": 0 }));
    let new = edits[0]["newText"].as_str().unwrap();
    let laid = format!("Routine(\n    title: \"𝄞\",\n{new})\n");
    assert!(laid.contains("// all") && laid.contains("for: \"5s\""), "{laid}");
    // Laid out, nothing is to be changed; broken, nothing is.
    editor.change(2, &laid);
    assert_eq!(editor.ask("textDocument/formatting", params.clone())["result"], json!([]));
    editor.change(3, &laid.replace("5s", "5 potatoes"));
    assert_eq!(editor.ask("textDocument/formatting", params.clone())["result"], json!(null));
    editor.change(4, "Config(a:1)");
    assert_eq!(editor.ask("textDocument/formatting", params)["result"], json!(null));
}

#[test]
fn a_file_that_is_no_routine_is_left_alone() {
    let (mut editor, _) = Editor::ready(server());
    assert_eq!(editor.open(URI, "Config(width: 3, \n")["diagnostics"], json!([]));
    assert_eq!(editor.at("textDocument/completion", 0, 17), json!([]));
    assert_eq!(editor.at("textDocument/hover", 0, 8), json!(null));
    let params = json!({ "textDocument": { "uri": URI } });
    assert_eq!(editor.ask("textDocument/documentSymbol", params)["result"], json!([]));
    // A new file is offered a routine, and nothing is wrong with it yet.
    assert_eq!(editor.change(2, "")["diagnostics"], json!([]));
    assert_eq!(editor.at("textDocument/completion", 0, 0)[0]["label"], "Routine");
}

#[test]
fn a_request_that_makes_no_sense_is_refused_and_the_next_is_answered() {
    let mut editor = Editor::new(server());
    let early = editor.ask("textDocument/hover", json!({}));
    assert_eq!(early["error"]["code"], -32002, "{early}");
    let answer = editor.ask("initialize", json!({ "capabilities": {} }));
    assert_eq!(answer["result"]["serverInfo"]["name"], "supple");
    assert_eq!(editor.ask("supple/dance", json!({}))["error"]["code"], -32601);
    assert_eq!(editor.ask("textDocument/hover", json!([1]))["error"]["code"], -32602);
    let closed = editor.at("textDocument/hover", 0, 0);
    assert_eq!(closed, json!(null));
    editor.tell("textDocument/didOpen", json!({ "wrong": true }));
    editor.tell("$/cancelRequest", json!({ "id": 1 }));
    editor.write(b"Content-Length: 4\r\n\r\nnope");
    let told = editor.open(URI, "Routine()");
    assert_eq!(told["diagnostics"][0]["code"], "missing-field", "{told}");
    let far = editor.at("textDocument/completion", 4_000_000_000, 4_000_000_000);
    assert!(far.is_array(), "{far}");
    editor.ask("shutdown", json!(null));
    assert_eq!(editor.at("textDocument/hover", 0, 0), json!(null));
    let (status, said) = editor.gone();
    assert_eq!(status, Some(0));
    assert!(said.starts_with("warning: a message is passed over"), "{said}");
}

#[test]
fn a_conversation_that_breaks_off_ends_with_a_sentence() {
    for (input, sentence) in [
        ("", "the editor has gone without `shutdown`"),
        ("hello\n", "this is no message of an editor"),
        ("Content-Length: 99999999999\r\n\r\n", "16777216 are the most"),
        ("Content-Length: 12\r\n\r\n{", "the input ends within a message"),
        ("Content-Length: 17\r\n\r\n{\"method\":\"exit\"}", "`exit` before `shutdown`"),
    ] {
        let said = server().stdin(input).fails(1);
        assert!(said.starts_with("error: ") && said.contains(sentence), "{said}");
    }
}

#[test]
fn a_file_as_long_as_a_book_is_refused_quickly() {
    let (mut editor, _) = Editor::ready(server());
    let long = format!("Routine(title: \"{}\", steps: [])", "x".repeat(1 << 20));
    let told = editor.open(URI, &long);
    assert_eq!(told["diagnostics"][0]["code"], "too-large", "{told}");
    let deep = "(title: ".to_owned() + &"[".repeat(10_000);
    assert!(!editor.change(2, &deep)["diagnostics"].as_array().unwrap().is_empty());
}
