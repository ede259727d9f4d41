//! The server that editors speak to, as a function of messages: one in, some out.
//!
//! It keeps the open files and a library, which it asks for anew when a file is opened or saved.
//! It refuses to know how messages arrive and where files are.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;

use lsp_server::{ErrorCode, Message, Notification, Request, Response, ResponseError};
use lsp_types as lsp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::complete::plain;
use super::{Document, completions, hover, symbols};
use crate::library::reading::laid_out;
use crate::library::{Entry, File, Library};
use crate::problem::{Problem, Severity};
use crate::text;

/// Gives the library as it is now.
pub type Load<'w> = Box<dyn Fn() -> Library + 'w>;

/// One conversation with an editor.
pub struct Server<'w> {
    load: Load<'w>,
    library: Library,
    /// The open files by their URIs.
    open: BTreeMap<String, EditedFile>,
    stage: Conversation,
    /// `exit` has come.
    over: bool,
    /// The editor knows snippets.
    snippets: bool,
}

/// An open file.
struct EditedFile {
    uri: lsp::Uri,
    version: i32,
    document: Document,
}

/// How far the conversation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Conversation {
    /// Before `initialize`.
    New,
    Running,
    /// After `shutdown`: nothing but `exit` is expected.
    ShutDown,
}

type ServerReply = Result<Value, ResponseError>;

/// What is asked about an open file, mostly about a place in it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct FileRequest {
    text_document: lsp::TextDocumentIdentifier,
    #[serde(default)]
    position: lsp::Position,
}

impl<'w> Server<'w> {
    pub fn new(load: Load<'w>) -> Server<'w> {
        Server {
            library: load(),
            load,
            open: BTreeMap::new(),
            stage: Conversation::New,
            over: false,
            snippets: false,
        }
    }

    /// Takes a message, gives the answers to it and what is to be told besides.
    pub fn handle(&mut self, message: Message) -> Vec<Message> {
        match message {
            Message::Request(Request { id, method, params }) => {
                let response_result = self.answer(&method, params);
                vec![Response { id, response_result }.into()]
            }
            // One that can't be read is passed over: nobody waits for an answer.
            Message::Notification(Notification { method, params }) => {
                self.notice(&method, params).unwrap_or_default()
            }
            // The server asks nothing.
            Message::Response(_) => Vec::new(),
        }
    }

    /// Whether `exit` has come.
    pub fn is_over(&self) -> bool {
        self.over
    }

    /// Whether `shutdown` has come, as it should before `exit`.
    pub fn is_shut_down(&self) -> bool {
        self.stage == Conversation::ShutDown
    }

    fn answer(&mut self, method: &str, params: Value) -> ServerReply {
        let refused = |code, why: &str| Err(refusal(code, format!("`{method}` {why}")));
        match (self.stage, method) {
            (Conversation::New, "initialize") => self.initialize(params),
            (Conversation::New, _) => {
                refused(ErrorCode::ServerNotInitialized, "came before `initialize`")
            }
            (Conversation::ShutDown, _) => {
                refused(ErrorCode::InvalidRequest, "came after `shutdown`")
            }
            (_, "shutdown") => {
                self.stage = Conversation::ShutDown;
                Ok(Value::Null)
            }
            (_, "textDocument/completion") => self.ask(params, Server::completion),
            (_, "textDocument/hover") => self.ask(params, Server::hover),
            (_, "textDocument/documentSymbol") => self.ask(params, Server::symbols),
            (_, "textDocument/formatting") => self.ask(params, Server::formatting),
            _ => refused(ErrorCode::MethodNotFound, "is not known here"),
        }
    }

    fn initialize(&mut self, params: Value) -> ServerReply {
        let params: lsp::InitializeParams = read(params)?;
        let document = params.capabilities.text_document;
        let item = document.and_then(|document| document.completion?.completion_item);
        self.snippets = item.and_then(|item| item.snippet_support).unwrap_or(false);
        self.stage = Conversation::Running;
        Ok(json!({
            "capabilities": {
                "positionEncoding": "utf-16",
                "textDocumentSync": {
                    "openClose": true,
                    "change": lsp::TextDocumentSyncKind::FULL,
                    "save": true,
                },
                "completionProvider": { "triggerCharacters": ["\"", "{", "(", "[", ":"] },
                "hoverProvider": true,
                "documentFormattingProvider": true,
                "documentSymbolProvider": true,
            },
            "serverInfo": { "name": "supple", "version": env!("CARGO_PKG_VERSION") },
        }))
    }

    /// What a notification changes, and what is wrong with the files that it touches.
    fn notice(&mut self, method: &str, params: Value) -> Result<Vec<Message>, ResponseError> {
        if method == "exit" {
            self.over = true;
        }
        if self.over || self.stage != Conversation::Running {
            return Ok(Vec::new());
        }
        match method {
            "textDocument/didOpen" => {
                let lsp::DidOpenTextDocumentParams { text_document: file } = read(params)?;
                self.library = (self.load)();
                Ok(vec![self.take(file.uri, file.version, file.text)])
            }
            "textDocument/didChange" => {
                let mut params: lsp::DidChangeTextDocumentParams = read(params)?;
                let lsp::VersionedTextDocumentIdentifier { uri, version } = params.text_document;
                // Whole texts were asked for: the last is the one that holds.
                let change = params.content_changes.pop();
                let change = change.filter(|_| self.open.contains_key(uri.as_str()));
                let told = change.map(|change| self.take(uri, version, change.text));
                Ok(told.into_iter().collect())
            }
            // What is included may be mended now: every open file is looked at again.
            "textDocument/didSave" => {
                self.library = (self.load)();
                Ok(self.open.values().map(|file| self.diagnostics(file)).collect())
            }
            "textDocument/didClose" => {
                let params: lsp::DidCloseTextDocumentParams = read(params)?;
                let closed = self.open.remove(params.text_document.uri.as_str());
                let told = closed.map(|file| published(file.uri, None, Vec::new()));
                Ok(told.into_iter().collect())
            }
            _ => Ok(Vec::new()),
        }
    }

    /// Takes in what a file says now, and tells what is wrong with it.
    fn take(&mut self, uri: lsp::Uri, version: i32, text: String) -> Message {
        let key = uri.as_str().to_owned();
        let file = EditedFile { uri, version, document: Document::new(text) };
        let told = self.diagnostics(&file);
        self.open.insert(key, file);
        told
    }

    fn diagnostics(&self, file: &EditedFile) -> Message {
        let problems = self.problems(file);
        let told = problems.iter().map(|problem| diagnostic(&file.document, problem));
        published(file.uri.clone(), Some(file.version), told.collect())
    }

    /// Everything that is wrong with a file, if it means to be a routine.
    fn problems(&self, file: &EditedFile) -> Vec<Problem> {
        if !file.document.is_routine() {
            return Vec::new();
        }
        let bytes = Ok(file.document.text.clone().into_bytes());
        self.library.problems(&Entry::of_path(File { path: path(&file.uri), bytes }))
    }

    /// Answers what is asked about an open file and a byte in it.
    fn ask<T: Serialize>(
        &self,
        params: Value,
        answer: fn(&Self, &EditedFile, usize) -> T,
    ) -> ServerReply {
        let asked: FileRequest = read(params)?;
        let file = self.file(&asked.text_document.uri)?;
        let told = answer(self, file, file.document.byte(asked.position));
        let failed =
            |error: serde_json::Error| refusal(ErrorCode::InternalError, error.to_string());
        serde_json::to_value(told).map_err(failed)
    }

    fn completion(&self, file: &EditedFile, at: usize) -> Vec<lsp::CompletionItem> {
        let document = &file.document;
        // A file with nothing but the beginning of a word.
        let is_begun = document.text.trim().chars().all(char::is_alphabetic);
        if document.tree.root.is_some() && !document.is_routine() && !is_begun {
            return Vec::new();
        }
        let (replaces, mut items) = completions(document, at, &self.library);
        let range = document.range(&replaces);
        for (nth, item) in items.iter_mut().enumerate() {
            let snippet = item.insert_text.take().unwrap_or_default();
            let (new_text, format) = if self.snippets {
                (snippet, lsp::InsertTextFormat::SNIPPET)
            } else {
                (plain(&snippet), lsp::InsertTextFormat::PLAIN_TEXT)
            };
            // Editors sort by letters unless they are told another order.
            item.sort_text = Some(format!("{nth:04}"));
            item.filter_text = Some(item.label.clone());
            item.insert_text_format = Some(format);
            item.text_edit = Some(lsp::TextEdit { range, new_text }.into());
        }
        items
    }

    fn hover(&self, file: &EditedFile, at: usize) -> Option<lsp::Hover> {
        let is_routine = file.document.is_routine();
        is_routine.then(|| hover(&file.document, at, &self.library, &self.problems(file))).flatten()
    }

    fn symbols(&self, file: &EditedFile, _: usize) -> Vec<lsp::DocumentSymbol> {
        let is_routine = file.document.is_routine();
        if is_routine { symbols(&file.document) } else { Vec::new() }
    }

    /// What must change for the house layout. A file that is broken stays as it is: its
    /// diagnostics say already what to mend.
    fn formatting(&self, file: &EditedFile, _: usize) -> Option<Vec<lsp::TextEdit>> {
        let document = Some(&file.document).filter(|document| document.is_routine())?;
        let laid = laid_out(&document.text).ok()?;
        let (at, new) = difference(&document.text, &laid);
        let edit = lsp::TextEdit::new(document.range(&at), laid[new].to_owned());
        Some(Some(edit).filter(|_| laid != document.text).into_iter().collect())
    }

    fn file(&self, uri: &lsp::Uri) -> Result<&EditedFile, ResponseError> {
        let why = || refusal(ErrorCode::InvalidParams, format!("`{}` is not open", uri.as_str()));
        self.open.get(uri.as_str()).ok_or_else(why)
    }
}

/// The parts in which two texts differ, in whole lines: an editor keeps its cursor and folds
/// where nothing is touched.
fn difference(before: &str, after: &str) -> (Range<usize>, Range<usize>) {
    let same = |(a, b): &(&str, &str)| a == b;
    let lines = |text| str::split_inclusive(text, '\n');
    let head = lines(before).zip(lines(after)).take_while(same);
    let head: usize = head.map(|(line, _)| line.len()).sum();
    let (old, new) = (&before[head..], &after[head..]);
    let tail = lines(old).rev().zip(lines(new).rev()).take_while(same);
    let tail: usize = tail.map(|(line, _)| line.len()).sum();
    (head..before.len() - tail, head..after.len() - tail)
}

/// The path of a file; of a text that has none yet, its name.
fn path(uri: &lsp::Uri) -> PathBuf {
    let path = uri.path().as_estr().decode();
    path.into_string_lossy().into_owned().into()
}

fn published(uri: lsp::Uri, version: Option<i32>, diagnostics: Vec<lsp::Diagnostic>) -> Message {
    let params = lsp::PublishDiagnosticsParams { uri, diagnostics, version };
    Notification::new("textDocument/publishDiagnostics".into(), params).into()
}

fn diagnostic(document: &Document, problem: &Problem) -> lsp::Diagnostic {
    let mut message = problem.message.clone();
    for (before, more) in [("", &problem.label), ("help: ", &problem.help)] {
        if !more.is_empty() {
            message += &format!("\n{before}{more}");
        }
    }
    lsp::Diagnostic {
        range: document.underlined(&problem.at),
        severity: Some(match problem.severity {
            Severity::Error => lsp::DiagnosticSeverity::ERROR,
            Severity::Warning => lsp::DiagnosticSeverity::WARNING,
        }),
        code: Some(lsp::NumberOrString::String(problem.name.into())),
        source: Some("supple".into()),
        // An author's words, without the characters that whoever shows them might obey.
        message: text::plain(&message).into_owned(),
        ..lsp::Diagnostic::default()
    }
}

fn read<P: DeserializeOwned>(params: Value) -> Result<P, ResponseError> {
    let unread = |error: serde_json::Error| refusal(ErrorCode::InvalidParams, error.to_string());
    serde_json::from_value(params).map_err(unread)
}

/// Why a request can't be answered, in a sentence.
fn refusal(code: ErrorCode, message: String) -> ResponseError {
    ResponseError { code: code as i32, message, data: None }
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[test]
    fn only_the_lines_that_differ_are_replaced() {
        assert_eq!(difference("a\nb\nc\n", "a\nx\ny\nc\n"), (2..4, 2..6));
        assert_eq!(difference("a\nb", "a\nb\n"), (2..3, 2..4));
        assert_eq!(difference("a\na\n", "a\n"), (2..4, 2..2));
        assert_eq!(difference("", "a\n"), (0..0, 0..2));
    }

    proptest::proptest! {
        #[test]
        fn a_replacement_gives_the_other_text(a in "[ab\r\n]{0,12}", b in "[ab\r\n]{0,12}") {
            let (at, new) = difference(&a, &b);
            let mut text = a.clone();
            text.replace_range(at, &b[new]);
            proptest::prop_assert_eq!(text, b);
        }
    }
}
