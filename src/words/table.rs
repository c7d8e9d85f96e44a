//! The table: every fixed sentence, one row each.
//!
//! A row has a name, what it is [as](Kind) where Discord bounds it, and a column a language, English first. The doc
//! comment tells a translator where the sentence stands. `{name}` is filled in later and must be in every column; Markdown
//! is Discord's. Other languages may be left out while a feature is written, and fall back to English; a test lists what
//! is missing.
//!
//! - English is plain and British.
//! - German says Sie, French vous, Spanish usted, Brazilian Portuguese você, Japanese です and ます.
//! - Short words first: a button is read on a phone.
//! - A count may be 1 or 0, so a sentence goes round the plural: `Articles: {articles}`.
//! - Things of Discord's are called what Discord calls them in that language.
//! - A command is named in a sentence as its own row names it; a test holds the two together.
//! - French writes `\u{a0}`, which does not break, before `:` `;` `?` `!` and inside « ».
//!
//! One word stands for one thing in every sentence:
//!
//! | English | German | French | Spanish | Portuguese | Japanese |
//! |---|---|---|---|---|---|
//! | the knowledge | Wissensbasis | base de connaissances | base de conocimientos | base de conhecimento | ナレッジ |
//! | issue | Problem | problème | problema | problema | 問題 |
//! | paste | Text | texte | texto | texto | 貼り付けた文 |
//! | helpers | Support-Team | équipe d’assistance | equipo de soporte | equipe de suporte | サポート担当 |
//! | on call | Bereitschaft | astreinte | guardia | plantão | 当番 |
//! | case | Fall | demande | caso | chamado | 案件 |
//! | get a person | jemanden holen | appeler quelqu’un | avisar a alguien | chamar alguém | 担当者を呼ぶ |

use super::kind::Kind;

/// One row.
#[derive(Debug)]
pub(super) struct Row {
    pub kind: Kind,
    /// In the order of [`Language::ALL`](super::Language::ALL); empty where it is missing.
    pub cells: [&'static str; 6],
}

macro_rules! words {
    ($(
        $(#[$doc:meta])+
        $name:ident $(as $kind:ident)? {
            en: $en:literal
            $(, de: $de:literal)?
            $(, fr: $fr:literal)?
            $(, es: $es:literal)?
            $(, pt: $pt:literal)?
            $(, ja: $ja:literal)?
            $(,)?
        }
    )+) => {
        /// A fixed sentence, by what it says.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Text {
            $($(#[$doc])+ $name,)+
        }

        impl Text {
            /// All of them, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];
        }

        static ROWS: &[Row] = &[$(
            Row {
                kind: words!(@kind $($kind)?),
                cells: [$en, concat!($($de)?), concat!($($fr)?), concat!($($es)?), concat!($($pt)?), concat!($($ja)?)],
            },
        )+];
    };
    (@kind) => { Kind::Plain };
    (@kind $kind:ident) => { Kind::$kind };
}

impl Text {
    /// Where it is shown.
    pub fn kind(self) -> Kind {
        self.row().kind
    }

    pub(super) fn row(self) -> &'static Row {
        &ROWS[self as usize]
    }
}

words! {
    /// Heading over the lines of the paste that prove the match.
    Why {
        en: "Found in the paste",
        de: "Im Text gefunden",
        fr: "Trouvé dans le texte",
        es: "Encontrado en el texto",
        pt: "Encontrado no texto",
        ja: "貼り付けた文の該当箇所",
    }
    /// Heading over the cause, or the description where no cause is known.
    Cause {
        en: "What is behind it",
        de: "Was dahintersteckt",
        fr: "Ce qui se passe",
        es: "A qué se debe",
        pt: "O que está por trás",
        ja: "原因",
    }
    /// Heading over the checks.
    Checks {
        en: "Check first",
        de: "Zuerst prüfen",
        fr: "À vérifier d’abord",
        es: "Compruebe primero",
        pt: "Verifique primeiro",
        ja: "最初に確認すること",
    }
    /// Heading over the steps.
    Steps { en: "What to do", de: "Was zu tun ist", fr: "Que faire", es: "Qué hacer", pt: "O que fazer", ja: "対処方法" }
    /// Heading over what else an issue without steps says.
    Known {
        en: "What is known",
        de: "Was bekannt ist",
        fr: "Ce que l’on sait",
        es: "Lo que se sabe",
        pt: "O que se sabe",
        ja: "わかっていること",
    }
    /// Heading over the way to see that it is solved.
    Verify {
        en: "Solved when",
        de: "Gelöst, wenn",
        fr: "Résolu quand",
        es: "Resuelto cuando",
        pt: "Resolvido quando",
        ja: "解決の目安",
    }
    /// Heading over when to bring a person.
    Escalate {
        en: "When to get a person",
        de: "Wann Sie jemanden holen sollten",
        fr: "Quand appeler quelqu’un",
        es: "Cuándo avisar a alguien",
        pt: "Quando chamar alguém",
        ja: "担当者を呼ぶ場合",
    }
    /// Said over what to collect before bringing a person.
    Collect {
        en: "Have ready:",
        de: "Bereithalten:",
        fr: "À préparer\u{a0}:",
        es: "Tenga a mano:",
        pt: "Tenha em mãos:",
        ja: "用意するもの:",
    }
    /// Heading over the documents.
    Documents {
        en: "Read more",
        de: "Mehr dazu",
        fr: "En savoir plus",
        es: "Más información",
        pt: "Saiba mais",
        ja: "参考資料",
    }
    /// Heading over the codes and error texts by which an issue is recognised.
    Recognised {
        en: "Recognised by",
        de: "Zu erkennen an",
        fr: "Se reconnaît à",
        es: "Se reconoce por",
        pt: "Reconhecido por",
        ja: "見分け方",
    }
    /// Heading over the issues that are only named.
    Others {
        en: "Also found in the paste",
        de: "Außerdem im Text gefunden",
        fr: "Aussi trouvé dans le texte",
        es: "También encontrado en el texto",
        pt: "Também encontrado no texto",
        ja: "ほかに見つかった問題",
    }
    /// Said when nothing is likely enough to be said.
    Abstain {
        en: "Nothing in the knowledge matches this. The exact error text, its code or the log around it may still find it.",
        de: "In der Wissensbasis passt nichts dazu. Der genaue Fehlertext, sein Code oder das Protokoll drumherum führt vielleicht doch zum Ziel.",
        fr: "Rien ne correspond dans la base de connaissances. Le texte exact de l’erreur, son code ou le journal autour permettra peut-être de trouver.",
        es: "Nada coincide en la base de conocimientos. El texto exacto del error, su código o el registro que lo rodea quizá permitan encontrarlo.",
        pt: "Nada na base de conhecimento corresponde a isto. O texto exato do erro, o código ou o log em volta talvez ajudem a encontrar.",
        ja: "ナレッジに一致する問題はありません。エラーの正確な文面、コード、または前後のログがあれば見つかるかもしれません。",
    }
    /// Said instead of steps where the knowledge has none.
    NoSteps {
        en: "The knowledge names this issue but lists no steps for it.",
        de: "Das Problem ist bekannt, aber es sind keine Schritte dazu verzeichnet.",
        fr: "Ce problème est connu, mais aucune étape n’est indiquée.",
        es: "El problema es conocido, pero no hay pasos anotados.",
        pt: "O problema é conhecido, mas não há passos registrados.",
        ja: "この問題は既知ですが、対処手順はまだ登録されていません。",
    }
    /// Headline over several issues found; `count` is 2 or more.
    FoundSeveral {
        en: "{count} known issues are in this paste",
        de: "{count} bekannte Probleme stecken in diesem Text",
        fr: "{count} problèmes connus dans ce texte",
        es: "{count} problemas conocidos en este texto",
        pt: "{count} problemas conhecidos neste texto",
        ja: "既知の問題が{count}件見つかりました",
    }
    /// Headline over one candidate that is not sure.
    MayBeThis {
        en: "Not sure, but it may be this:",
        de: "Nicht sicher, aber vielleicht ist es das:",
        fr: "Sans certitude, c’est peut-être ceci\u{a0}:",
        es: "No es seguro, pero puede ser esto:",
        pt: "Não é certo, mas pode ser isto:",
        ja: "確実ではありませんが、次の問題かもしれません。",
    }
    /// Headline over several candidates of which none is sure.
    MayBeOneOfThese {
        en: "Not sure which, but it may be one of these:",
        de: "Nicht sicher, welches, aber vielleicht eines davon:",
        fr: "Sans certitude, c’est peut-être l’un de ceux-ci\u{a0}:",
        es: "No es seguro cuál, pero puede ser uno de estos:",
        pt: "Não é certo qual, mas pode ser um destes:",
        ja: "確実ではありませんが、次のいずれかかもしれません。",
    }
    /// How sure it is, from 95 percent; stands beside the percentage.
    AlmostCertainly {
        en: "almost certainly this",
        de: "so gut wie sicher",
        fr: "presque certain",
        es: "casi seguro",
        pt: "quase certo",
        ja: "ほぼ確実",
    }
    /// How sure it is, from 85 percent.
    VeryLikely {
        en: "very likely this",
        de: "sehr wahrscheinlich",
        fr: "très probable",
        es: "muy probable",
        pt: "muito provável",
        ja: "可能性が非常に高い",
    }
    /// How sure it is, from 70 percent.
    Likely { en: "likely this", de: "wahrscheinlich", fr: "probable", es: "probable", pt: "provável", ja: "可能性が高い" }
    /// How sure it is, from 50 percent.
    Perhaps { en: "perhaps this", de: "vielleicht", fr: "peut-être", es: "quizá", pt: "talvez", ja: "可能性あり" }
    /// How sure it is, below 50 percent.
    Possibly { en: "possibly this", de: "möglicherweise", fr: "possible", es: "posible", pt: "possível", ja: "可能性は低め" }
    /// What of an issue a line of the paste met: one of its codes.
    MetCode { en: "code", de: "Code", fr: "code", es: "código", pt: "código", ja: "コード" }
    /// What of an issue a line of the paste met: one of its error texts.
    MetError {
        en: "error text",
        de: "Fehlertext",
        fr: "texte d’erreur",
        es: "texto de error",
        pt: "texto de erro",
        ja: "エラー文",
    }
    /// What of an issue a line of the paste met: its title.
    MetTitle { en: "title", de: "Titel", fr: "titre", es: "título", pt: "título", ja: "タイトル" }
    /// What of an issue a line of the paste met: its description.
    MetDescription {
        en: "description",
        de: "Beschreibung",
        fr: "description",
        es: "descripción",
        pt: "descrição",
        ja: "説明",
    }
    /// What of an issue a line of the paste met: the title of its article or of a link.
    MetHeading { en: "heading", de: "Überschrift", fr: "intitulé", es: "encabezado", pt: "cabeçalho", ja: "見出し" }
    /// What of an issue a line of the paste met: anything else it says.
    MetBody { en: "text", de: "Text", fr: "texte", es: "texto", pt: "texto", ja: "本文" }

    // Replies on Discord.

    /// Button under an answer: it helped.
    ThatFixedIt as Label {
        en: "That fixed it",
        de: "Das hat geholfen",
        fr: "C’est résolu",
        es: "Solucionado",
        pt: "Resolveu",
        ja: "解決しました",
    }
    /// Button under an answer: it is about something else.
    NotMyProblem as Label {
        en: "Not my problem",
        de: "Das ist es nicht",
        fr: "Ce n’est pas ça",
        es: "No es esto",
        pt: "Não é isso",
        ja: "この問題ではない",
    }
    /// Button under a list of suggestions: it is none of them.
    NoneOfThese as Label {
        en: "None of these",
        de: "Nichts davon",
        fr: "Aucun de ceux-ci",
        es: "Ninguno de estos",
        pt: "Nenhum destes",
        ja: "どれでもない",
    }
    /// Button that calls whoever is on call.
    GetAPerson as Label {
        en: "Get a person",
        de: "Jemanden holen",
        fr: "Appeler quelqu’un",
        es: "Avisar a alguien",
        pt: "Chamar alguém",
        ja: "担当者を呼ぶ",
    }
    /// Button that shows the rest of a long text.
    More as Label { en: "More", de: "Mehr", fr: "Voir plus", es: "Ver más", pt: "Ver mais", ja: "続きを見る" }
    /// Button to the page before.
    Back as Label { en: "Back", de: "Zurück", fr: "Précédent", es: "Anterior", pt: "Anterior", ja: "前へ" }
    /// Button to the page after.
    Next as Label { en: "Next", de: "Weiter", fr: "Suivant", es: "Siguiente", pt: "Próxima", ja: "次へ" }
    /// What the menu of found issues says.
    OpenOne as Placeholder {
        en: "Open one",
        de: "Problem öffnen",
        fr: "Ouvrir un problème",
        es: "Abrir un problema",
        pt: "Abrir um problema",
        ja: "問題を選んで開く",
    }
    /// What the menu of articles says.
    OpenAnArticle as Placeholder {
        en: "Open an article",
        de: "Artikel öffnen",
        fr: "Ouvrir un article",
        es: "Abrir un artículo",
        pt: "Abrir um artigo",
        ja: "記事を選んで開く",
    }
    /// Above an answer that helped; `who` is a mention.
    SolvedBy {
        en: "✅ {who} says that this fixed it.",
        de: "✅ {who} sagt, dass das geholfen hat.",
        fr: "✅ {who} dit que cela a résolu le problème.",
        es: "✅ {who} dice que esto lo solucionó.",
        pt: "✅ {who} diz que isto resolveu.",
        ja: "✅ {who}さんによると、これで解決しました。",
    }
    /// Told to someone who says that an answer helped which is marked so already.
    SolvedAlready {
        en: "This is already marked as solved.",
        de: "Das ist schon als gelöst markiert.",
        fr: "C’est déjà marqué comme résolu.",
        es: "Esto ya está marcado como solucionado.",
        pt: "Isto já está marcado como resolvido.",
        ja: "すでに解決済みになっています。",
    }
    /// Said when none of the candidates was it.
    NothingFurther {
        en: "Then I do not know it, but someone else may.",
        de: "Dann kenne ich es nicht. Vielleicht weiß jemand anderes weiter.",
        fr: "Alors je ne le connais pas, mais quelqu’un d’autre le connaît peut-être.",
        es: "Entonces no lo conozco, pero quizá otra persona sí.",
        pt: "Então não conheço, mas talvez outra pessoa conheça.",
        ja: "それでは、私の知らない問題です。ほかの人ならわかるかもしれません。",
    }
    /// One quiet line under a paste that nothing is known about.
    Offer {
        en: "I do not know this one, but someone else may.",
        de: "Das kenne ich nicht. Vielleicht weiß jemand anderes weiter.",
        fr: "Je ne connais pas cette erreur, mais quelqu’un d’autre la connaît peut-être.",
        es: "No conozco este error, pero quizá otra persona sí.",
        pt: "Não conheço este erro, mas talvez outra pessoa conheça.",
        ja: "私の知らない問題ですが、ほかの人ならわかるかもしれません。",
    }
    /// Answer to a mention without a question.
    Hello {
        en: "Paste an error here, or reply to a message that has one and mention me: I will look it up. `/help` says more.",
        de: "Fügen Sie hier einen Fehler ein, oder antworten Sie auf eine Nachricht mit einem Fehler und erwähnen Sie mich dabei: Ich schlage ihn nach. Mehr dazu sagt `/hilfe`.",
        fr: "Collez une erreur ici, ou répondez à un message qui en contient une en me mentionnant\u{a0}: je la chercherai. `/aide` en dit plus.",
        es: "Pegue aquí un error, o responda a un mensaje que tenga uno y mencióneme: lo buscaré. Más información con `/ayuda`.",
        pt: "Cole um erro aqui, ou responda a uma mensagem que tenha um e me mencione: vou procurá-lo. Saiba mais com `/ajuda`.",
        ja: "ここにエラーを貼り付けるか、エラーのあるメッセージに私をメンションして返信してください。お調べします。詳しくは`/ヘルプ`をご覧ください。",
    }
    /// Above an answer that is given long after the question.
    AnsweredLate {
        en: "This answer comes late: I was away or busy when you asked.",
        de: "Diese Antwort kommt spät: Als Sie fragten, war ich nicht da oder beschäftigt.",
        fr: "Cette réponse arrive tard\u{a0}: j’étais absent ou occupé lorsque vous avez posé la question.",
        es: "Esta respuesta llega tarde: cuando preguntó, yo no estaba o estaba ocupado.",
        pt: "Esta resposta chega tarde: quando perguntou, eu estava ausente ou ocupado.",
        ja: "回答が遅くなりました。ご質問の時点では、停止中か混雑中でした。",
    }
    /// Told to someone who opens an issue that was removed from the knowledge.
    IssueGone {
        en: "This issue is no longer in the knowledge.",
        de: "Dieses Problem steht nicht mehr in der Wissensbasis.",
        fr: "Ce problème n’est plus dans la base de connaissances.",
        es: "Este problema ya no está en la base de conocimientos.",
        pt: "Este problema não está mais na base de conhecimento.",
        ja: "この問題はもうナレッジにありません。",
    }
    /// Told to someone who opens an article that was removed from the knowledge.
    ArticleGone {
        en: "This article is no longer in the knowledge.",
        de: "Dieser Artikel steht nicht mehr in der Wissensbasis.",
        fr: "Cet article n’est plus dans la base de connaissances.",
        es: "Este artículo ya no está en la base de conocimientos.",
        pt: "Este artigo não está mais na base de conhecimento.",
        ja: "この記事はもうナレッジにありません。",
    }
    /// Told to someone who asks for an issue by a name that none has.
    NoSuchIssue {
        en: "There is no issue {id}. `/issues` lists them all.",
        de: "Ein Problem {id} gibt es nicht. `/probleme` zeigt alle.",
        fr: "Il n’y a pas de problème {id}. `/problèmes` les affiche tous.",
        es: "No hay ningún problema {id}. `/problemas` los muestra todos.",
        pt: "Não existe o problema {id}. `/problemas` mostra todos.",
        ja: "{id}という問題はありません。`/問題一覧`ですべて表示できます。",
    }
    /// Title over the list of articles.
    Articles {
        en: "What is known",
        de: "Was bekannt ist",
        fr: "Ce que l’on sait",
        es: "Lo que se sabe",
        pt: "O que se sabe",
        ja: "記事一覧",
    }
    /// Said where there is no article.
    NoArticles {
        en: "There are no articles here yet.",
        de: "Hier gibt es noch keine Artikel.",
        fr: "Il n’y a pas encore d’article ici.",
        es: "Aquí todavía no hay artículos.",
        pt: "Ainda não há artigos aqui.",
        ja: "ここにはまだ記事がありません。",
    }
    /// Said of an article without issues.
    NoIssues {
        en: "This article lists no issues.",
        de: "In diesem Artikel stehen keine Probleme.",
        fr: "Cet article ne contient aucun problème.",
        es: "Este artículo no contiene problemas.",
        pt: "Este artigo não contém problemas.",
        ja: "この記事には問題が載っていません。",
    }
    /// Under a page of a list.
    PageOf {
        en: "Page {page} of {pages}",
        de: "Seite {page} von {pages}",
        fr: "Page {page} sur {pages}",
        es: "Página {page} de {pages}",
        pt: "Página {page} de {pages}",
        ja: "{page}/{pages}ページ",
    }
    /// Told to someone who presses a button of an earlier version.
    OldButton {
        en: "This is from an earlier version of me. Please ask again.",
        de: "Das stammt aus einer früheren Version von mir. Bitte fragen Sie noch einmal.",
        fr: "Ceci vient d’une version précédente. Veuillez redemander.",
        es: "Esto es de una versión anterior. Por favor, pregunte de nuevo.",
        pt: "Isto é de uma versão anterior. Por favor, pergunte de novo.",
        ja: "これは以前のバージョンのものです。もう一度お試しください。",
    }
    /// Told to someone who presses a button that nobody made.
    UnknownButton {
        en: "I do not know this button.",
        de: "Diesen Button kenne ich nicht.",
        fr: "Je ne connais pas ce bouton.",
        es: "No conozco este botón.",
        pt: "Não conheço este botão.",
        ja: "このボタンは使えません。",
    }
    /// Told to someone who presses a button under an answer that is gone.
    AnswerGone {
        en: "This answer has changed or is no longer kept. Please ask again.",
        de: "Diese Antwort hat sich geändert oder ist nicht mehr gespeichert. Bitte fragen Sie noch einmal.",
        fr: "Cette réponse a changé ou n’est plus conservée. Veuillez redemander.",
        es: "Esta respuesta ha cambiado o ya no se guarda. Por favor, pregunte de nuevo.",
        pt: "Esta resposta mudou ou não está mais guardada. Por favor, pergunte de novo.",
        ja: "この回答は変更されたか、保存期間が過ぎました。お手数ですが、もう一度質問してください。",
    }
    /// Told to someone who presses a button under another's answer.
    NotYours {
        en: "Only the person who asked and the helpers here can say that.",
        de: "Das können nur die Person, die gefragt hat, und das Support-Team hier sagen.",
        fr: "Seules la personne qui a demandé et l’équipe d’assistance peuvent le dire.",
        es: "Solo pueden decirlo quien preguntó y el equipo de soporte.",
        pt: "Só quem perguntou e a equipe de suporte podem dizer isso.",
        ja: "これを選べるのは、質問した人とサポート担当だけです。",
    }
    /// Told when something inside failed.
    Trouble {
        en: "Something went wrong on my side, and nothing was changed. Please try again in a minute.",
        de: "Bei mir ist etwas schiefgegangen, und nichts wurde geändert. Bitte versuchen Sie es in einer Minute noch einmal.",
        fr: "Quelque chose a échoué de mon côté, et rien n’a été modifié. Veuillez réessayer dans une minute.",
        es: "Algo ha fallado por mi parte y no se ha cambiado nada. Por favor, inténtelo de nuevo en un minuto.",
        pt: "Algo deu errado do meu lado, e nada foi alterado. Por favor, tente de novo em um minuto.",
        ja: "こちらで問題が発生しました。何も変更されていません。1分ほどしてから、もう一度お試しください。",
    }
    /// Told to someone who may not use a command.
    NotAllowed {
        en: "You need the Manage Server permission for that.",
        de: "Dafür brauchen Sie die Berechtigung „Server verwalten“.",
        fr: "Il vous faut pour cela la permission «\u{a0}Gérer le serveur\u{a0}».",
        es: "Para eso necesita el permiso «Gestionar servidor».",
        pt: "Para isso, você precisa da permissão “Gerenciar servidor”.",
        ja: "これには「サーバー管理」の権限が必要です。",
    }
    /// Told to someone who uses a server's command in a direct message.
    OnlyInServers {
        en: "This works only in a server.",
        de: "Das geht nur auf einem Server.",
        fr: "Cela ne fonctionne que sur un serveur.",
        es: "Esto solo funciona en un servidor.",
        pt: "Isto só funciona em um servidor.",
        ja: "これはサーバーでのみ使えます。",
    }
    /// Above the reply to a paste that gives access to something.
    RevokeSecret {
        en: "⚠️ This shows a password, key or token that anyone who reads it here can use. **Revoke it**, make a new one and delete the message. I neither keep nor repeat it.",
        de: "⚠️ Hier steht ein Passwort, Schlüssel oder Token, das alle benutzen können, die es hier lesen. **Machen Sie es ungültig**, erstellen Sie ein neues und löschen Sie die Nachricht. Ich speichere und wiederhole es nicht.",
        fr: "⚠️ Ce message montre un mot de passe, une clé ou un jeton que toute personne qui le lit ici peut utiliser. **Révoquez-le**, créez-en un nouveau et supprimez le message. Je ne le conserve ni ne le répète.",
        es: "⚠️ Aquí se ve una contraseña, clave o token que puede usar cualquiera que lo lea. **Revóquelo**, cree otro y elimine el mensaje. Yo ni lo guardo ni lo repito.",
        pt: "⚠️ Aqui aparece uma senha, chave ou token que qualquer pessoa que leia pode usar. **Revogue**, crie outro e exclua a mensagem. Eu não guardo nem repito nada disso.",
        ja: "⚠️ ここには、読んだ人なら誰でも使えるパスワード、キー、トークンのいずれかが書かれています。**無効にして**新しいものを作り、メッセージを削除してください。こちらでは保存も再表示もしません。",
    }

    // Files that could not be read; `file` is the name.

    /// Only the beginning and the end were read.
    UnreadCut {
        en: "{file} is very long: I read only part of it.",
        de: "{file} ist sehr lang: Ich habe nur einen Teil gelesen.",
        fr: "{file} est très long\u{a0}: je n’en ai lu qu’une partie.",
        es: "{file} es muy largo: solo he leído una parte.",
        pt: "{file} é muito longo: só li uma parte.",
        ja: "{file}は非常に長いため、一部だけ読みました。",
    }
    /// Too much to read.
    UnreadTooLarge {
        en: "{file} is too large: I have not read it.",
        de: "{file} ist zu groß und wurde nicht gelesen.",
        fr: "{file} est trop volumineux\u{a0}: je ne l’ai pas lu.",
        es: "{file} es demasiado grande: no lo he leído.",
        pt: "{file} é grande demais: não li.",
        ja: "{file}は大きすぎるため、読んでいません。",
    }
    /// A kind of archive that is not opened.
    UnreadArchive {
        en: "{file} is an archive that I cannot open. I can read text, .zip and .gz.",
        de: "{file} ist ein Archiv, das ich nicht öffnen kann. Ich kann Text, .zip und .gz lesen.",
        fr: "{file} est une archive que je ne peux pas ouvrir. Je peux lire le texte, .zip et .gz.",
        es: "{file} es un archivo comprimido que no puedo abrir. Puedo leer texto, .zip y .gz.",
        pt: "{file} é um arquivo compactado que não consigo abrir. Consigo ler texto, .zip e .gz.",
        ja: "{file}は開けない形式の圧縮ファイルです。読めるのはテキスト、.zip、.gzです。",
    }
    /// Encrypted.
    UnreadEncrypted {
        en: "{file} is encrypted: I cannot read it.",
        de: "{file} ist verschlüsselt und kann nicht gelesen werden.",
        fr: "{file} est chiffré\u{a0}: je ne peux pas le lire.",
        es: "{file} está cifrado: no puedo leerlo.",
        pt: "{file} está criptografado: não consigo ler.",
        ja: "{file}は暗号化されているため、読めません。",
    }
    /// Broken.
    UnreadDamaged {
        en: "{file} is damaged: I read what I could.",
        de: "{file} ist beschädigt: Ich habe gelesen, was lesbar war.",
        fr: "{file} est endommagé\u{a0}: j’ai lu ce que j’ai pu.",
        es: "{file} está dañado: he leído lo que he podido.",
        pt: "{file} está danificado: li o que pude.",
        ja: "{file}は壊れているため、読める部分だけ読みました。",
    }
    /// Not a text.
    UnreadNoText {
        en: "{file} is not text: I have not read it. An event log can be saved as text.",
        de: "{file} ist kein Text und wurde nicht gelesen. Ein Ereignisprotokoll lässt sich als Text speichern.",
        fr: "{file} n’est pas du texte\u{a0}: je ne l’ai pas lu. Un journal d’événements peut être enregistré en texte.",
        es: "{file} no es texto: no lo he leído. Un registro de eventos se puede guardar como texto.",
        pt: "{file} não é texto: não li. Um log de eventos pode ser salvo como texto.",
        ja: "{file}はテキストではないため、読んでいません。イベントログはテキストとして保存できます。",
    }
    /// It did not come in time.
    UnreadNotFetched {
        en: "{file} could not be downloaded: I have not read it.",
        de: "{file} ließ sich nicht herunterladen und wurde nicht gelesen.",
        fr: "{file} n’a pas pu être téléchargé\u{a0}: je ne l’ai pas lu.",
        es: "{file} no se ha podido descargar: no lo he leído.",
        pt: "{file} não pôde ser baixado: não li.",
        ja: "{file}はダウンロードできなかったため、読んでいません。",
    }
    /// Further files like these.
    MoreUnread {
        en: "More files like that: {count}.",
        de: "Weitere solche Dateien: {count}.",
        fr: "Autres fichiers dans ce cas\u{a0}: {count}.",
        es: "Otros archivos así: {count}.",
        pt: "Outros arquivos assim: {count}.",
        ja: "同じようなファイルがほかに{count}件あります。",
    }

    // Calling a person.

    /// Told where nobody can be called.
    NobodyOnCall {
        en: "Nobody can be called here: no on-call channel is set. Whoever manages the server can set one with `/settings on-call`.",
        de: "Hier kann niemand gerufen werden: Es ist kein Bereitschaftskanal festgelegt. Wer den Server verwaltet, kann ihn mit `/einstellungen bereitschaft` festlegen.",
        fr: "Personne ne peut être appelé ici\u{a0}: aucun salon d’astreinte n’est défini. La personne qui gère le serveur peut en définir un avec `/paramètres astreinte`.",
        es: "Aquí no se puede avisar a nadie: no hay canal de guardia. Quien gestiona el servidor puede elegir uno con `/ajustes guardia`.",
        pt: "Não há quem chamar aqui: nenhum canal de plantão foi definido. Quem gerencia o servidor pode definir um com `/configurações plantão`.",
        ja: "当番用チャンネルが設定されていないため、ここでは担当者を呼べません。サーバーの管理者が`/設定 当番`で設定できます。",
    }
    /// Told when the call could not be sent.
    CallFailed {
        en: "I could not reach whoever is on call. Please ask in the channel.",
        de: "Ich konnte die Bereitschaft nicht erreichen. Bitte fragen Sie im Kanal.",
        fr: "Je n’ai pas pu joindre la personne d’astreinte. Veuillez demander dans le salon.",
        es: "No he podido avisar a quien está de guardia. Por favor, pregunte en el canal.",
        pt: "Não consegui avisar quem está de plantão. Por favor, pergunte no canal.",
        ja: "当番の担当者に連絡できませんでした。お手数ですが、チャンネルで質問してください。",
    }
    /// Title of the card for who is on call.
    CallTitle {
        en: "A person is needed",
        de: "Jemand wird gebraucht",
        fr: "Demande d’aide",
        es: "Petición de ayuda",
        pt: "Pedido de ajuda",
        ja: "担当者が必要です",
    }
    /// On the card; `who` is a mention, `where` a link.
    CallWhere {
        en: "{who} needs help: {where}",
        de: "{who} braucht Hilfe: {where}",
        fr: "{who} a besoin d’aide\u{a0}: {where}",
        es: "{who} necesita ayuda: {where}",
        pt: "{who} precisa de ajuda: {where}",
        ja: "{who}さんが助けを必要としています: {where}",
    }
    /// On the card, where nothing was found.
    CallNothingFound {
        en: "Nothing in the knowledge matches this.",
        de: "In der Wissensbasis passt nichts dazu.",
        fr: "Rien ne correspond dans la base de connaissances.",
        es: "Nada coincide en la base de conocimientos.",
        pt: "Nada na base de conhecimento corresponde a isto.",
        ja: "ナレッジに一致する問題はありません。",
    }
    /// On the card, over what was found.
    CallFound {
        en: "What I found",
        de: "Was ich gefunden habe",
        fr: "Ce que j’ai trouvé",
        es: "Lo que he encontrado",
        pt: "O que encontrei",
        ja: "見つかった問題",
    }

    // Cases, to the person who asked.

    /// Title of the form behind "Get a person".
    AskTitle as Title {
        en: "What should they know?",
        de: "Was sollten sie wissen?",
        fr: "Que faut-il savoir\u{a0}?",
        es: "¿Qué conviene que sepan?",
        pt: "O que é bom saberem?",
        ja: "担当者に伝えること",
    }
    /// Over the input for what was tried.
    TriedLabel as Title {
        en: "What have you tried?",
        de: "Was haben Sie schon versucht?",
        fr: "Qu’avez-vous essayé\u{a0}?",
        es: "¿Qué ha intentado?",
        pt: "O que você já tentou?",
        ja: "試したこと",
    }
    /// In that input while it is empty.
    TriedHint as Placeholder {
        en: "May be left empty. No passwords, please.",
        de: "Darf leer bleiben. Bitte keine Passwörter.",
        fr: "Peut rester vide. Pas de mots de passe, s’il vous plaît.",
        es: "Puede quedar vacío. Sin contraseñas, por favor.",
        pt: "Pode ficar vazio. Sem senhas, por favor.",
        ja: "空欄でもかまいません。パスワードは書かないでください。",
    }
    /// Told to who asked for a person; `case` is a number such as #17.
    CaseOpened {
        en: "I have opened case {case} and told whoever is on call. They will come here.",
        de: "Ich habe Fall {case} eröffnet und der Bereitschaft Bescheid gegeben. Jemand kommt hierher.",
        fr: "J’ai ouvert la demande {case} et prévenu la personne d’astreinte. Elle viendra ici.",
        es: "He abierto el caso {case} y he avisado a quien está de guardia. Vendrá aquí.",
        pt: "Abri o chamado {case} e avisei quem está de plantão. A pessoa virá aqui.",
        ja: "案件{case}を作成し、当番の担当者に知らせました。担当者がここに来ます。",
    }
    /// The first message of the thread in which a case is talked about. `{who}` is who asked.
    TalkBegins {
        en: "This thread is for case {case}. {who}, whoever takes it will answer you here.",
        de: "Dieser Thread ist für Fall {case}. {who}, wer ihn übernimmt, antwortet Ihnen hier.",
        fr: "Ce fil est consacré à la demande {case}. {who}, la personne qui la prendra vous répondra ici.",
        es: "Este hilo es para el caso {case}. {who}, quien lo atienda le responderá aquí.",
        pt: "Este tópico é para o chamado {case}. {who}, quem o assumir responderá aqui.",
        ja: "このスレッドは案件 {case} のためのものです。{who} さん、担当者がここで返信します。",
    }
    /// A reply to a paste that nobody has helped with for a while, after which a case was opened.
    CaseOpenedUnanswered {
        en: "Nobody has answered this yet, so I have opened case {case} and told whoever is on call.",
        de: "Darauf hat noch niemand geantwortet. Ich habe Fall {case} eröffnet und der Bereitschaft Bescheid gegeben.",
        fr: "Personne n’a encore répondu\u{a0}: j’ai ouvert la demande {case} et prévenu la personne d’astreinte.",
        es: "Nadie ha respondido todavía, así que he abierto el caso {case} y he avisado a quien está de guardia.",
        pt: "Ninguém respondeu ainda, então abri o chamado {case} e avisei quem está de plantão.",
        ja: "まだ返信がないため、案件 {case} を開き、当番に知らせました。",
    }
    /// Button of who asked.
    CaseStanding as Label {
        en: "Where things stand",
        de: "Wie es steht",
        fr: "Où en est-on",
        es: "Cómo va",
        pt: "Como está",
        ja: "状況を見る",
    }
    /// Button of who asked: they need nobody any more.
    CaseClose as Label {
        en: "Close it",
        de: "Schließen",
        fr: "Clore",
        es: "Cerrar",
        pt: "Encerrar",
        ja: "終了する",
    }
    /// Button of who asked, under the news that it is resolved.
    CaseStillBroken as Label {
        en: "It is still broken",
        de: "Es geht noch nicht",
        fr: "Ça ne marche toujours pas",
        es: "Sigue sin funcionar",
        pt: "Ainda não funciona",
        ja: "まだ直っていません",
    }
    /// Told where help was wanted; `who` is the person who asked, `by` who resolved it, both mentions.
    CaseResolvedTold {
        en: "{who}: {by} has resolved your case {case}.",
        de: "{who}: {by} hat Ihren Fall {case} gelöst.",
        fr: "{who}\u{a0}: {by} a résolu votre demande {case}.",
        es: "{who}: {by} ha resuelto su caso {case}.",
        pt: "{who}: {by} resolveu seu chamado {case}.",
        ja: "{who}さん: {by}さんが案件{case}を解決しました。",
    }
    /// Told to who asked, when they say of a resolved case that it is well so.
    CaseClosedThanks {
        en: "Good. It stays resolved.",
        de: "Gut. Der Fall bleibt gelöst.",
        fr: "Très bien. La demande reste résolue.",
        es: "Bien. El caso queda resuelto.",
        pt: "Ótimo. O chamado continua resolvido.",
        ja: "ありがとうございます。解決済みのままにします。",
    }

    // Where a case stands; `who` is a mention, `when` a relative time.

    /// Over a page in the channel of those on call. `{who}` is mentioned.
    PageInChannel {
        en: "{who} You are needed.",
        de: "{who} Sie werden gebraucht.",
        fr: "{who} On a besoin de vous.",
        es: "{who} Se le necesita.",
        pt: "{who} Precisam de você.",
        ja: "{who} さん、対応が必要です。",
    }
    /// Written in a channel by `firstline setup`, to see that it can be.
    SetupTest {
        en: "A test: Firstline can write here.",
        de: "Ein Test: Firstline kann hier schreiben.",
        fr: "Un test\u{a0}: Firstline peut écrire ici.",
        es: "Una prueba: Firstline puede escribir aquí.",
        pt: "Um teste: o Firstline consegue escrever aqui.",
        ja: "テストです。Firstline はここに書き込めます。",
    }
    /// Over a page as a direct message, to whoever is on call.
    PageDirect {
        en: "You are on call, and somebody needs you.",
        de: "Sie haben Bereitschaft, und jemand braucht Sie.",
        fr: "Vous êtes d’astreinte, et quelqu’un a besoin de vous.",
        es: "Está de guardia y alguien le necesita.",
        pt: "Você está de plantão e alguém precisa de você.",
        ja: "当番のあなたを必要としている人がいます。",
    }
    /// Under the line over a page that goes out later than it should have.
    PageLate {
        en: "This comes late: minutes since it was due: {minutes}",
        de: "Das kommt verspätet. Minuten, seit es fällig war: {minutes}",
        fr: "Ceci arrive en retard. Minutes de retard\u{a0}: {minutes}",
        es: "Esto llega tarde. Minutos de retraso: {minutes}",
        pt: "Isto chega com atraso. Minutos de atraso: {minutes}",
        ja: "この通知は遅れています。遅れ（分）: {minutes}",
    }
    /// Said in the channel of those on call when everyone was called and nobody came. `{who}` is mentioned.
    PageExhausted {
        en: "{who} Everyone on the list was called, and nobody has this case.",
        de: "{who} Alle auf der Liste wurden gerufen, und niemand hat diesen Fall.",
        fr: "{who} Toutes les personnes de la liste ont été appelées, et personne n’a pris ce cas.",
        es: "{who} Se avisó a todas las personas de la lista y nadie tiene este caso.",
        pt: "{who} Todas as pessoas da lista foram chamadas e ninguém está com este caso.",
        ja: "{who} 一覧の全員に連絡しましたが、この案件の担当者がいません。",
    }
    /// A reminder in the channel of those on call. `{who}` is mentioned; `{when}` is a time such as "in 5 minutes".
    PageReminder {
        en: "{who} An answer to this is due {when}.",
        de: "{who} Eine Antwort darauf ist {when} fällig.",
        fr: "{who} Une réponse est attendue {when}.",
        es: "{who} La respuesta a esto vence {when}.",
        pt: "{who} A resposta a isto vence {when}.",
        ja: "{who} 回答の期限: {when}",
    }
    /// In a page: where the card of the case is, as a link.
    PageCard {
        en: "The whole case: {where}",
        de: "Der ganze Fall: {where}",
        fr: "Le cas complet\u{a0}: {where}",
        es: "El caso completo: {where}",
        pt: "O caso completo: {where}",
        ja: "案件の詳細: {where}",
    }
    /// Nobody has it.
    CaseNobodyHasIt {
        en: "Nobody has it yet. It was opened {when}.",
        de: "Noch hat ihn niemand. Er wurde {when} eröffnet.",
        fr: "Personne ne l’a encore prise. Elle a été ouverte {when}.",
        es: "Todavía no lo tiene nadie. Se abrió {when}.",
        pt: "Ninguém está com ele ainda. Foi aberto {when}.",
        ja: "まだ担当者がいません。作成: {when}。",
    }
    /// Somebody has it; also told to who comes second.
    CaseHasIt {
        en: "{who} has it; it was acknowledged {when}.",
        de: "{who} hat ihn; übernommen wurde er {when}.",
        fr: "{who} s’en occupe\u{a0}; prise en charge {when}.",
        es: "Lo tiene {who}; alguien se hizo cargo {when}.",
        pt: "Está com {who}; foi assumido {when}.",
        ja: "{who}さんが担当しています（対応開始: {when}）。",
    }
    /// It is over; also told to who comes too late.
    CaseResolvedBy {
        en: "{who} resolved it {when}.",
        de: "{who} hat ihn {when} gelöst.",
        fr: "{who} l’a résolue {when}.",
        es: "{who} lo resolvió {when}.",
        pt: "{who} o resolveu {when}.",
        ja: "{who}さんが解決しました（{when}）。",
    }
    /// It was given to somebody who has not acknowledged it.
    CaseGivenTo {
        en: "It was given to {who}.",
        de: "Er wurde {who} zugewiesen.",
        fr: "Elle a été attribuée à {who}.",
        es: "Se ha asignado a {who}.",
        pt: "Foi atribuído a {who}.",
        ja: "{who}さんに割り当てられています。",
    }
    /// It is snoozed.
    CaseSnoozedUntil {
        en: "Snoozed: I call nobody before {when}.",
        de: "Zurückgestellt: Ich rufe erst {when} wieder jemanden.",
        fr: "En pause\u{a0}: je n’appelle plus personne avant {when}.",
        es: "Pospuesto: no aviso a nadie antes de {when}.",
        pt: "Adiado: não chamo ninguém antes de {when}.",
        ja: "スヌーズ中です。{when}まで誰も呼びません。",
    }
    /// On the card: the next page.
    CaseNextPage {
        en: "next call {when}",
        de: "nächster Ruf {when}",
        fr: "prochain appel {when}",
        es: "próximo aviso {when}",
        pt: "próxima chamada {when}",
        ja: "次の呼び出し: {when}",
    }
    /// On the card: the reply-time target.
    CaseReplyBy {
        en: "reply due {when}",
        de: "Antwort fällig {when}",
        fr: "réponse attendue {when}",
        es: "respuesta prevista {when}",
        pt: "resposta prevista {when}",
        ja: "返答の期限: {when}",
    }
    /// Stands for a person who is not known any more.
    Somebody { en: "Somebody", de: "Jemand", fr: "Quelqu’un", es: "Alguien", pt: "Alguém", ja: "誰か" }

    // Cases, to those who help.

    /// Button on the card: I have it.
    CaseAcknowledge as Label {
        en: "Acknowledge",
        de: "Übernehmen",
        fr: "Prendre en charge",
        es: "Hacerme cargo",
        pt: "Assumir",
        ja: "対応する",
    }
    /// Button on the card.
    CaseResolve as Label { en: "Resolve", de: "Lösen", fr: "Résoudre", es: "Resolver", pt: "Resolver", ja: "解決にする" }
    /// Button on the card: the next person is called at once.
    CaseEscalate as Label {
        en: "Escalate",
        de: "Eskalieren",
        fr: "Escalader",
        es: "Escalar",
        pt: "Escalar",
        ja: "エスカレーション",
    }
    /// Button on the card.
    CaseReassign as Label {
        en: "Reassign",
        de: "Weitergeben",
        fr: "Réattribuer",
        es: "Reasignar",
        pt: "Repassar",
        ja: "担当を変える",
    }
    /// Button on the card.
    CaseSnooze as Label { en: "Snooze", de: "Zurückstellen", fr: "Mettre en pause", es: "Posponer", pt: "Adiar", ja: "スヌーズ" }
    /// Button on the card, and before the severity.
    CaseSeverity as Label { en: "Severity", de: "Dringlichkeit", fr: "Gravité", es: "Gravedad", pt: "Gravidade", ja: "重要度" }
    /// Button on the card of a resolved case.
    CaseReopen as Label { en: "Reopen", de: "Wieder öffnen", fr: "Rouvrir", es: "Reabrir", pt: "Reabrir", ja: "再開する" }
    /// Button to the timeline of a case.
    CaseTimeline as Label {
        en: "Timeline",
        de: "Verlauf",
        fr: "Chronologie",
        es: "Cronología",
        pt: "Histórico",
        ja: "経過を見る",
    }
    /// Button from the timeline back to the case.
    CaseShow as Label { en: "The case", de: "Der Fall", fr: "La demande", es: "El caso", pt: "O chamado", ja: "案件を見る" }
    /// On the card, over what was tried.
    CaseTried {
        en: "What was tried",
        de: "Was versucht wurde",
        fr: "Ce qui a été essayé",
        es: "Lo que se ha intentado",
        pt: "O que foi tentado",
        ja: "試したこと",
    }
    /// On the card, over what somebody wrote when they opened the case by command.
    CaseSaid {
        en: "In their words",
        de: "In ihren Worten",
        fr: "Dans leurs mots",
        es: "En sus palabras",
        pt: "Em suas palavras",
        ja: "本人の説明",
    }
    /// On the card, over versions that the paste names.
    CaseVersions {
        en: "Versions in the paste",
        de: "Versionen im Text",
        fr: "Versions dans le texte",
        es: "Versiones en el texto",
        pt: "Versões no texto",
        ja: "貼り付けた文にあるバージョン",
    }
    /// Over what fixed it.
    CaseFixed {
        en: "What fixed it",
        de: "Was geholfen hat",
        fr: "Ce qui a résolu le problème",
        es: "Lo que lo solucionó",
        pt: "O que resolveu",
        ja: "解決方法",
    }
    /// A severity, as a choice too.
    SeverityLow as Description { en: "low", de: "niedrig", fr: "faible", es: "baja", pt: "baixa", ja: "低" }
    /// A severity, as a choice too.
    SeverityNormal as Description { en: "normal", de: "normal", fr: "normale", es: "normal", pt: "normal", ja: "普通" }
    /// A severity, as a choice too.
    SeverityHigh as Description { en: "high", de: "hoch", fr: "élevée", es: "alta", pt: "alta", ja: "高" }
    /// A severity, as a choice too.
    SeverityCritical as Description { en: "critical", de: "kritisch", fr: "critique", es: "crítica", pt: "crítica", ja: "緊急" }
    /// What the menu of people says.
    AssignToWhom as Placeholder {
        en: "Who is to have it?",
        de: "Wer soll ihn haben?",
        fr: "Qui doit s’en occuper\u{a0}?",
        es: "¿Quién debe tenerlo?",
        pt: "Com quem deve ficar?",
        ja: "誰に割り当てますか",
    }
    /// What the menu of times says.
    SnoozeForHowLong as Placeholder {
        en: "For how long is nobody to be called?",
        de: "Wie lange soll niemand gerufen werden?",
        fr: "Combien de temps n’appeler personne\u{a0}?",
        es: "¿Durante cuánto tiempo no avisar a nadie?",
        pt: "Por quanto tempo não chamar ninguém?",
        ja: "どのくらいの間、呼び出しを止めますか",
    }
    /// In that menu.
    Snooze15Minutes as Description { en: "15 minutes", de: "15 Minuten", fr: "15 minutes", es: "15 minutos", pt: "15 minutos", ja: "15分" }
    /// In that menu.
    Snooze1Hour as Description { en: "1 hour", de: "1 Stunde", fr: "1 heure", es: "1 hora", pt: "1 hora", ja: "1時間" }
    /// In that menu.
    Snooze4Hours as Description { en: "4 hours", de: "4 Stunden", fr: "4 heures", es: "4 horas", pt: "4 horas", ja: "4時間" }
    /// In that menu.
    SnoozeTomorrow as Description {
        en: "until tomorrow, 9:00",
        de: "bis morgen, 9:00",
        fr: "jusqu’à demain, 9\u{a0}h",
        es: "hasta mañana, 9:00",
        pt: "até amanhã, 9h",
        ja: "明日の9:00まで",
    }
    /// What the menu of severities says.
    HowBad as Placeholder {
        en: "How bad is it?",
        de: "Wie schlimm ist es?",
        fr: "Quelle est la gravité\u{a0}?",
        es: "¿Qué gravedad tiene?",
        pt: "Qual é a gravidade?",
        ja: "重要度を選んでください",
    }
    /// What the menu of known issues says.
    WhichIssue as Placeholder {
        en: "Which known issue was it?",
        de: "Welches bekannte Problem war es?",
        fr: "De quel problème connu s’agissait-il\u{a0}?",
        es: "¿Qué problema conocido era?",
        pt: "Qual problema conhecido era?",
        ja: "どの既知の問題でしたか",
    }
    /// In that menu: none of them.
    SomethingElse as Description {
        en: "Something else: say what fixed it",
        de: "Etwas anderes: sagen, was geholfen hat",
        fr: "Autre chose\u{a0}: dire ce qui a aidé",
        es: "Otra cosa: decir qué lo solucionó",
        pt: "Outra coisa: dizer o que resolveu",
        ja: "その他: 解決方法を書く",
    }
    /// Title of the form that asks what fixed it.
    FixTitle as Title {
        en: "What fixed it?",
        de: "Was hat geholfen?",
        fr: "Qu’est-ce qui a aidé\u{a0}?",
        es: "¿Qué lo solucionó?",
        pt: "O que resolveu?",
        ja: "解決方法",
    }
    /// Over its first input.
    FixWords as Title {
        en: "In a sentence or two",
        de: "In ein, zwei Sätzen",
        fr: "En une ou deux phrases",
        es: "En una o dos frases",
        pt: "Em uma ou duas frases",
        ja: "1、2文で書いてください",
    }
    /// Over its second input.
    FixIssue as Title {
        en: "The known issue, if it was one",
        de: "Das bekannte Problem, wenn es eines war",
        fr: "Le problème connu, si c’en était un",
        es: "El problema conocido, si lo era",
        pt: "O problema conhecido, se era um",
        ja: "既知の問題であれば、その名前",
    }
    /// Told to who acknowledged a case elsewhere than on its card; `where` is a link.
    CaseIsYours {
        en: "You have case {case}: {where}",
        de: "Sie haben Fall {case}: {where}",
        fr: "Vous avez pris la demande {case}\u{a0}: {where}",
        es: "Tiene el caso {case}: {where}",
        pt: "Você está com o chamado {case}: {where}",
        ja: "案件{case}を担当しています: {where}",
    }
    /// Told to someone who may not work on a case.
    NotAHelper {
        en: "Only the helpers here and those on call can do that.",
        de: "Das können nur das Support-Team hier und die Bereitschaft.",
        fr: "Seules l’équipe d’assistance et les personnes d’astreinte peuvent le faire.",
        es: "Solo pueden hacerlo el equipo de soporte y quienes están de guardia.",
        pt: "Só a equipe de suporte e quem está de plantão podem fazer isso.",
        ja: "これができるのは、サポート担当と当番の担当者だけです。",
    }
    /// Told to someone who closes another's case.
    CaseNotTheirs {
        en: "Only the person who asked can close it.",
        de: "Schließen kann ihn nur die Person, die gefragt hat.",
        fr: "Seule la personne qui a demandé peut la clore.",
        es: "Solo puede cerrarlo quien preguntó.",
        pt: "Só quem perguntou pode encerrá-lo.",
        ja: "終了できるのは、質問した人だけです。",
    }
    /// Told to someone who names a case that there is not.
    NoSuchCase {
        en: "There is no such case here, or no longer.",
        de: "Einen solchen Fall gibt es hier nicht oder nicht mehr.",
        fr: "Il n’y a pas ou plus de telle demande ici.",
        es: "Aquí no hay tal caso, o ya no lo hay.",
        pt: "Não há tal chamado aqui, ou não há mais.",
        ja: "そのような案件はここにないか、すでに削除されています。",
    }
    /// A case is not changed: it is open already.
    CaseNotResolved {
        en: "It is open: there is nothing to reopen.",
        de: "Er ist offen: Es gibt nichts wieder zu öffnen.",
        fr: "Elle est ouverte\u{a0}: il n’y a rien à rouvrir.",
        es: "Está abierto: no hay nada que reabrir.",
        pt: "Está aberto: não há nada para reabrir.",
        ja: "すでに開いています。再開の必要はありません。",
    }
    /// A case is not changed: it is that way.
    CaseUnchanged {
        en: "It is that way already.",
        de: "So ist es schon.",
        fr: "C’est déjà le cas.",
        es: "Ya está así.",
        pt: "Já está assim.",
        ja: "すでにそうなっています。",
    }
    /// A case is not changed: the time that was chosen is over.
    CasePast {
        en: "That time has passed.",
        de: "Diese Zeit ist vorbei.",
        fr: "Ce moment est passé.",
        es: "Ese momento ya ha pasado.",
        pt: "Esse momento já passou.",
        ja: "その時刻は過ぎています。",
    }
    /// A case is not escalated: it was, in the meantime.
    CaseMovedOn {
        en: "It has been escalated in the meantime.",
        de: "Er wurde inzwischen eskaliert.",
        fr: "Elle a été escaladée entre-temps.",
        es: "Se ha escalado entretanto.",
        pt: "Foi escalado nesse meio-tempo.",
        ja: "その間にエスカレーションされています。",
    }
    /// Said to whoever escalates a case that nobody is called to.
    CaseNobodyToCall {
        en: "Nobody is called: there is neither an escalation policy nor an on-call role. The case waits for whoever takes it.",
        de: "Niemand wird gerufen: Es gibt weder eine Eskalationsregel noch eine Bereitschaftsrolle. Der Fall wartet, bis ihn jemand übernimmt.",
        fr: "Personne n’est appelé\u{a0}: il n’y a ni règle d’escalade ni rôle d’astreinte. La demande attend que quelqu’un la prenne.",
        es: "No se avisa a nadie: no hay política de escalado ni rol de guardia. El caso espera a quien lo atienda.",
        pt: "Ninguém é chamado: não há política de escalonamento nem cargo de plantão. O chamado espera por quem o assuma.",
        ja: "エスカレーションポリシーも当番のロールもないため、誰も呼び出されません。案件は担当者を待っています。",
    }
    /// A case is not reopened.
    CaseAnotherOpen {
        en: "The person who asked has another case open there.",
        de: "Die Person, die gefragt hat, hat dort einen anderen offenen Fall.",
        fr: "La personne qui a demandé y a une autre demande ouverte.",
        es: "Quien preguntó tiene allí otro caso abierto.",
        pt: "Quem perguntou tem outro chamado aberto lá.",
        ja: "質問した人は、そこで別の案件を開いています。",
    }
    /// A case is not given to a bot.
    CaseNotToABot {
        en: "A case needs a person.",
        de: "Ein Fall braucht einen Menschen.",
        fr: "Il faut une personne.",
        es: "Un caso necesita una persona.",
        pt: "Um chamado precisa de uma pessoa.",
        ja: "案件は人に割り当ててください。",
    }
    /// Title over a list of cases.
    CasesOpen as Description { en: "Open cases", de: "Offene Fälle", fr: "Demandes ouvertes", es: "Casos abiertos", pt: "Chamados abertos", ja: "開いている案件" }
    /// Title over a list of cases.
    CasesMine as Description { en: "Your cases", de: "Ihre Fälle", fr: "Vos demandes", es: "Sus casos", pt: "Seus chamados", ja: "あなたの案件" }
    /// Title over a list of cases.
    CasesAll as Description { en: "All cases", de: "Alle Fälle", fr: "Toutes les demandes", es: "Todos los casos", pt: "Todos os chamados", ja: "すべての案件" }
    /// Said where a list is empty.
    NoCases {
        en: "There are no such cases.",
        de: "Solche Fälle gibt es nicht.",
        fr: "Il n’y a pas de telles demandes.",
        es: "No hay casos así.",
        pt: "Não há chamados assim.",
        ja: "該当する案件はありません。",
    }
    /// Button to the first page of a list.
    CasesNewest as Label { en: "Newest", de: "Neueste", fr: "Les plus récentes", es: "Los más recientes", pt: "Mais recentes", ja: "最新" }
    /// Button to the next page of a list.
    CasesOlder as Label { en: "Older", de: "Ältere", fr: "Plus anciennes", es: "Anteriores", pt: "Mais antigos", ja: "以前の案件" }

    /// `/case note`, told to who wrote it.
    CaseNoted {
        en: "Noted with case {case}.",
        de: "Bei Fall {case} notiert.",
        fr: "Noté dans la demande {case}.",
        es: "Anotado en el caso {case}.",
        pt: "Anotado no chamado {case}.",
        ja: "案件{case}にメモしました。",
    }
    /// `/case export`.
    CaseExported {
        en: "Case {case}, with everything that happened to it.",
        de: "Fall {case} mit allem, was damit geschehen ist.",
        fr: "La demande {case}, avec tout ce qui s’est passé.",
        es: "El caso {case}, con todo lo que ha pasado.",
        pt: "O chamado {case}, com tudo o que aconteceu.",
        ja: "案件{case}とその経過です。",
    }
    /// Told to who opens a case about another's message.
    OnlyYourMessages {
        en: "You can open a case about messages of your own; helpers can about anyone's.",
        de: "Einen Fall können Sie zu eigenen Nachrichten eröffnen; das Support-Team kann es zu allen.",
        fr: "Vous pouvez ouvrir une demande sur vos propres messages\u{a0}; l’équipe d’assistance, sur tous.",
        es: "Puede abrir un caso sobre sus propios mensajes; el equipo de soporte, sobre todos.",
        pt: "Você pode abrir um chamado sobre suas próprias mensagens; a equipe de suporte, sobre todas.",
        ja: "案件を作成できるのは、ご自分のメッセージについてだけです。サポート担当は、すべてのメッセージについて作成できます。",
    }

    // The timeline of a case: what happened. `who` is a mention.

    /// A person was asked for.
    EventOpened {
        en: "{who} opened it.",
        de: "{who} hat ihn eröffnet.",
        fr: "{who} l’a ouverte.",
        es: "{who} lo abrió.",
        pt: "{who} o abriu.",
        ja: "{who}さんが作成しました。",
    }
    /// Nobody helped for too long.
    EventUnanswered {
        en: "Nobody had helped for a while, so I opened it.",
        de: "Eine Weile hatte niemand geholfen, also habe ich ihn eröffnet.",
        fr: "Personne n’avait aidé depuis un moment\u{a0}: je l’ai ouverte.",
        es: "Nadie había ayudado durante un rato, así que lo abrí.",
        pt: "Ninguém tinha ajudado por um tempo, então eu o abri.",
        ja: "しばらく誰も対応しなかったため、作成しました。",
    }
    /// Somebody has it.
    EventAcknowledged {
        en: "{who} acknowledged it.",
        de: "{who} hat ihn übernommen.",
        fr: "{who} l’a prise en charge.",
        es: "{who} se hizo cargo.",
        pt: "{who} o assumiu.",
        ja: "{who}さんが対応を始めました。",
    }
    /// It was given to `to`.
    EventAssigned {
        en: "{who} gave it to {to}.",
        de: "{who} hat ihn {to} gegeben.",
        fr: "{who} l’a attribuée à {to}.",
        es: "{who} se lo asignó a {to}.",
        pt: "{who} o passou para {to}.",
        ja: "{who}さんが{to}さんに割り当てました。",
    }
    /// It waits; `until` is a time.
    EventSnoozed {
        en: "{who} snoozed it until {until}.",
        de: "{who} hat ihn bis {until} zurückgestellt.",
        fr: "{who} l’a mise en pause jusqu’à {until}.",
        es: "{who} lo pospuso hasta {until}.",
        pt: "{who} o adiou até {until}.",
        ja: "{who}さんが{until}までスヌーズしました。",
    }
    /// It waits no longer.
    EventWoken {
        en: "The snooze is over.",
        de: "Es geht weiter.",
        fr: "La pause est terminée.",
        es: "Ya no está pospuesto.",
        pt: "Não está mais adiado.",
        ja: "スヌーズが終わりました。",
    }
    /// The next one is called.
    EventEscalated {
        en: "{who} escalated it.",
        de: "{who} hat ihn eskaliert.",
        fr: "{who} l’a escaladée.",
        es: "{who} lo escaló.",
        pt: "{who} o escalou.",
        ja: "{who}さんがエスカレーションしました。",
    }
    /// `from` and `to` are severities.
    EventSeverity {
        en: "{who} changed the severity from {from} to {to}.",
        de: "{who} hat die Dringlichkeit von {from} auf {to} geändert.",
        fr: "{who} a changé la gravité de {from} à {to}.",
        es: "{who} cambió la gravedad de {from} a {to}.",
        pt: "{who} mudou a gravidade de {from} para {to}.",
        ja: "{who}さんが重要度を{from}から{to}に変更しました。",
    }
    /// A note, which follows.
    EventNoted {
        en: "{who} noted:",
        de: "{who} hat notiert:",
        fr: "{who} a noté\u{a0}:",
        es: "{who} anotó:",
        pt: "{who} anotou:",
        ja: "{who}さんのメモ:",
    }
    /// It is over; what fixed it may follow.
    EventResolved {
        en: "{who} resolved it.",
        de: "{who} hat ihn gelöst.",
        fr: "{who} l’a résolue.",
        es: "{who} lo resolvió.",
        pt: "{who} o resolveu.",
        ja: "{who}さんが解決しました。",
    }
    /// The person who asked needs nobody any more.
    EventClosed {
        en: "{who} closed it.",
        de: "{who} hat ihn geschlossen.",
        fr: "{who} l’a close.",
        es: "{who} lo cerró.",
        pt: "{who} o encerrou.",
        ja: "{who}さんが終了しました。",
    }
    /// It is open again.
    EventReopened {
        en: "{who} reopened it.",
        de: "{who} hat ihn wieder geöffnet.",
        fr: "{who} l’a rouverte.",
        es: "{who} lo reabrió.",
        pt: "{who} o reabriu.",
        ja: "{who}さんが再開しました。",
    }
    /// Somebody was called; `way` is one of those below.
    EventPaged {
        en: "I called {who} {way}.",
        de: "Ich habe {who} {way} gerufen.",
        fr: "J’ai appelé {who} {way}.",
        es: "Avisé a {who} {way}.",
        pt: "Chamei {who} {way}.",
        ja: "{who}さんを{way}で呼び出しました。",
    }
    /// Behind that, where it was late.
    EventLate {
        en: "That was {minutes} min late.",
        de: "Das war {minutes} min zu spät.",
        fr: "C’était en retard de {minutes} min.",
        es: "Fue {minutes} min tarde.",
        pt: "Foi com {minutes} min de atraso.",
        ja: "{minutes}分遅れました。",
    }
    /// Somebody could not be called; `reason` is Discord's own.
    EventPageFailed {
        en: "I could not call {who} {way}: {reason}",
        de: "Ich konnte {who} nicht {way} rufen: {reason}",
        fr: "Je n’ai pas pu appeler {who} {way}\u{a0}: {reason}",
        es: "No pude avisar a {who} {way}: {reason}",
        pt: "Não consegui chamar {who} {way}: {reason}",
        ja: "{who}さんを{way}で呼び出せませんでした: {reason}",
    }
    /// An entry of a case's timeline: `{who}`, who helps, has written to the person who asked.
    EventReplied {
        en: "{who} answered.",
        de: "{who} hat geantwortet.",
        fr: "{who} a répondu.",
        es: "{who} respondió.",
        pt: "{who} respondeu.",
        ja: "{who} が返信しました。",
    }
    /// An entry of a case's timeline: there is no thread for it. `{reason}` is why.
    EventTalkFailed {
        en: "No thread could be opened: {reason}",
        de: "Ein Thread ließ sich nicht öffnen: {reason}",
        fr: "Impossible d’ouvrir un fil\u{a0}: {reason}",
        es: "No se pudo abrir un hilo: {reason}",
        pt: "Não foi possível abrir um tópico: {reason}",
        ja: "スレッドを開けませんでした: {reason}",
    }
    /// An entry of a case's timeline: another system could not be told of it. `{host}` is where that is, `{reason}` why.
    EventWebhookFailed {
        en: "The webhook at {host} could not be told: {reason}",
        de: "Der Webhook bei {host} war nicht zu erreichen: {reason}",
        fr: "Le webhook de {host} n’a pas pu être informé\u{a0}: {reason}",
        es: "No se pudo avisar al webhook de {host}: {reason}",
        pt: "Não foi possível avisar o webhook de {host}: {reason}",
        ja: "{host} の Webhook に通知できませんでした: {reason}",
    }
    /// A schedule has a gap.
    EventNobodyOnCall {
        en: "Nobody was on call by {schedule}.",
        de: "Nach {schedule} hatte niemand Bereitschaft.",
        fr: "Personne n’était d’astreinte selon {schedule}.",
        es: "Nadie estaba de guardia según {schedule}.",
        pt: "Ninguém estava de plantão segundo {schedule}.",
        ja: "{schedule}には当番がいませんでした。",
    }
    /// Everyone was called.
    EventExhausted {
        en: "Everyone was called, and nobody acknowledged it.",
        de: "Alle wurden gerufen, und niemand hat ihn übernommen.",
        fr: "Tout le monde a été appelé, et personne ne l’a prise en charge.",
        es: "Se avisó a todos y nadie se hizo cargo.",
        pt: "Todos foram chamados, e ninguém o assumiu.",
        ja: "全員を呼び出しましたが、誰も対応していません。",
    }
    /// Somebody was reminded of the time left.
    EventReminded {
        en: "I reminded {who} that a reply is due.",
        de: "Ich habe {who} erinnert, dass eine Antwort fällig ist.",
        fr: "J’ai rappelé à {who} qu’une réponse est attendue.",
        es: "Recordé a {who} que se espera una respuesta.",
        pt: "Lembrei {who} de que se espera uma resposta.",
        ja: "返答の期限を{who}さんに知らせました。",
    }
    /// A shift began.
    EventHandedOver {
        en: "It was handed over to {who}, who came on call by {schedule}.",
        de: "Er wurde {who} übergeben, mit Beginn der Bereitschaft nach {schedule}.",
        fr: "Elle a été transmise à {who}, d’astreinte selon {schedule}.",
        es: "Se entregó a {who}, que entró de guardia según {schedule}.",
        pt: "Foi entregue a {who}, que entrou de plantão segundo {schedule}.",
        ja: "{schedule}の当番になった{who}さんに引き継がれました。",
    }
    /// A way to call somebody.
    ByDirectMessage {
        en: "by direct message",
        de: "per Direktnachricht",
        fr: "par message privé",
        es: "por mensaje directo",
        pt: "por mensagem direta",
        ja: "ダイレクトメッセージ",
    }
    /// A way to call somebody.
    ByMention {
        en: "by a mention",
        de: "durch eine Erwähnung",
        fr: "par une mention",
        es: "con una mención",
        pt: "com uma menção",
        ja: "メンション",
    }
    /// A way to call somebody.
    ByWebhook { en: "by webhook", de: "per Webhook", fr: "par webhook", es: "por webhook", pt: "por webhook", ja: "Webhook" }

    // Commands: names and descriptions, of options too.

    /// The message command, in the menu of a message.
    FindTheFix as Menu {
        en: "Find the fix",
        de: "Lösung finden",
        fr: "Trouver la solution",
        es: "Buscar la solución",
        pt: "Encontrar a solução",
        ja: "解決方法を探す",
    }
    /// `/lookup`.
    LookupName as Name { en: "lookup", de: "suchen", fr: "rechercher", es: "buscar", pt: "buscar", ja: "検索" }
    /// `/lookup`.
    LookupDescription as Description {
        en: "Find a known issue by its error text, code or title",
        de: "Ein bekanntes Problem nach Fehlertext, Code oder Titel finden",
        fr: "Trouver un problème connu par son texte d’erreur, son code ou son titre",
        es: "Encontrar un problema conocido por su texto de error, código o título",
        pt: "Encontrar um problema conhecido pelo texto de erro, código ou título",
        ja: "エラー文、コード、タイトルから既知の問題を探します",
    }
    /// `/lookup text:` and `/diagnose text:`.
    LookupTextName as Name { en: "text", de: "text", fr: "texte", es: "texto", pt: "texto", ja: "テキスト" }
    /// `/lookup text:`.
    LookupTextDescription as Description {
        en: "The error text, a code or a few words",
        de: "Der Fehlertext, ein Code oder ein paar Wörter",
        fr: "Le texte d’erreur, un code ou quelques mots",
        es: "El texto de error, un código o algunas palabras",
        pt: "O texto de erro, um código ou algumas palavras",
        ja: "エラー文、コード、またはいくつかの言葉",
    }
    /// `public:` of several commands.
    PublicName as Name { en: "public", de: "öffentlich", fr: "public", es: "público", pt: "público", ja: "公開" }
    /// `public:` of several commands.
    PublicDescription as Description {
        en: "Show the answer to everyone here",
        de: "Die Antwort allen hier zeigen",
        fr: "Montrer la réponse à tout le monde ici",
        es: "Mostrar la respuesta a todos aquí",
        pt: "Mostrar a resposta a todos aqui",
        ja: "回答をここにいる全員に表示します",
    }
    /// `/diagnose`.
    DiagnoseName as Name {
        en: "diagnose",
        de: "diagnose",
        fr: "diagnostiquer",
        es: "diagnosticar",
        pt: "diagnosticar",
        ja: "診断",
    }
    /// `/diagnose`.
    DiagnoseDescription as Description {
        en: "Look for known issues in log files",
        de: "In Protokolldateien nach bekannten Problemen suchen",
        fr: "Chercher des problèmes connus dans des fichiers journaux",
        es: "Buscar problemas conocidos en archivos de registro",
        pt: "Procurar problemas conhecidos em arquivos de log",
        ja: "ログファイルから既知の問題を探します",
    }
    /// `/diagnose file:`.
    FileName as Name { en: "file", de: "datei", fr: "fichier", es: "archivo", pt: "arquivo", ja: "ファイル" }
    /// `/diagnose file:`.
    FileDescription as Description {
        en: "A log: text, .gz or .zip",
        de: "Ein Protokoll: Text, .gz oder .zip",
        fr: "Un journal\u{a0}: texte, .gz ou .zip",
        es: "Un registro: texto, .gz o .zip",
        pt: "Um log: texto, .gz ou .zip",
        ja: "ログ（テキスト、.gz、.zip）",
    }
    /// `/diagnose second:`.
    SecondFileName as Name { en: "second", de: "zweite", fr: "deuxième", es: "segundo", pt: "segundo", ja: "ファイル2" }
    /// `/diagnose second:`.
    SecondFileDescription as Description {
        en: "A second file",
        de: "Eine zweite Datei",
        fr: "Un deuxième fichier",
        es: "Un segundo archivo",
        pt: "Um segundo arquivo",
        ja: "2つ目のファイル",
    }
    /// `/diagnose third:`.
    ThirdFileName as Name { en: "third", de: "dritte", fr: "troisième", es: "tercero", pt: "terceiro", ja: "ファイル3" }
    /// `/diagnose third:`.
    ThirdFileDescription as Description {
        en: "A third file",
        de: "Eine dritte Datei",
        fr: "Un troisième fichier",
        es: "Un tercer archivo",
        pt: "Um terceiro arquivo",
        ja: "3つ目のファイル",
    }
    /// `/diagnose text:`.
    DiagnoseTextDescription as Description {
        en: "What you see, in your words or the error's",
        de: "Was Sie sehen, in Ihren Worten oder denen des Fehlers",
        fr: "Ce que vous voyez, avec vos mots ou ceux de l’erreur",
        es: "Lo que ve, con sus palabras o las del error",
        pt: "O que você vê, com suas palavras ou as do erro",
        ja: "起きていること（ご自分の言葉またはエラー文）",
    }
    /// `/issues`.
    IssuesName as Name { en: "issues", de: "probleme", fr: "problèmes", es: "problemas", pt: "problemas", ja: "問題一覧" }
    /// `/issues`.
    IssuesDescription as Description {
        en: "Browse the known issues",
        de: "Die bekannten Probleme durchsehen",
        fr: "Parcourir les problèmes connus",
        es: "Explorar los problemas conocidos",
        pt: "Explorar os problemas conhecidos",
        ja: "既知の問題を一覧で表示します",
    }
    /// `/issue`.
    IssueName as Name { en: "issue", de: "problem", fr: "problème", es: "problema", pt: "problema", ja: "問題" }
    /// `/issue`.
    IssueDescription as Description {
        en: "Show one known issue",
        de: "Ein bekanntes Problem anzeigen",
        fr: "Afficher un problème connu",
        es: "Mostrar un problema conocido",
        pt: "Mostrar um problema conhecido",
        ja: "既知の問題を1件表示します",
    }
    /// `/issue id:`.
    IdName as Name { en: "id", de: "id", fr: "id", es: "id", pt: "id", ja: "id" }
    /// `/issue id:`.
    IdDescription as Description {
        en: "Its id, or words from its title",
        de: "Die ID oder Wörter aus dem Titel",
        fr: "Son identifiant, ou des mots de son titre",
        es: "Su identificador o palabras de su título",
        pt: "O identificador ou palavras do título",
        ja: "ID、またはタイトルの中の言葉",
    }
    /// `/knowledge`.
    KnowledgeName as Name {
        en: "knowledge",
        de: "wissen",
        fr: "connaissances",
        es: "conocimientos",
        pt: "conhecimento",
        ja: "ナレッジ",
    }
    /// `/knowledge`.
    KnowledgeDescription as Description {
        en: "See or reload what I know",
        de: "Anzeigen oder neu laden, was ich weiß",
        fr: "Voir ou recharger ce que je sais",
        es: "Ver o recargar lo que sé",
        pt: "Ver ou recarregar o que eu sei",
        ja: "ナレッジの状態を見る、または再読み込みします",
    }
    /// `/knowledge reload`.
    ReloadName as Name { en: "reload", de: "neu-laden", fr: "recharger", es: "recargar", pt: "recarregar", ja: "再読み込み" }
    /// `/knowledge reload`.
    ReloadDescription as Description {
        en: "Read the knowledge again",
        de: "Die Wissensbasis neu laden",
        fr: "Recharger la base de connaissances",
        es: "Recargar la base de conocimientos",
        pt: "Recarregar a base de conhecimento",
        ja: "ナレッジを読み込み直します",
    }
    /// `/knowledge status`.
    StatusName as Name { en: "status", de: "status", fr: "état", es: "estado", pt: "status", ja: "状態" }
    /// `/knowledge status`.
    StatusDescription as Description {
        en: "Show what I know and whether anything is wrong with it",
        de: "Anzeigen, was ich weiß und ob damit etwas nicht stimmt",
        fr: "Afficher ce que je sais et les défauts éventuels",
        es: "Mostrar lo que sé y si tiene algún fallo",
        pt: "Mostrar o que eu sei e se há algo errado",
        ja: "ナレッジの内容と不具合の有無を表示します",
    }
    /// `/settings`.
    SettingsName as Name {
        en: "settings",
        de: "einstellungen",
        fr: "paramètres",
        es: "ajustes",
        pt: "configurações",
        ja: "設定",
    }
    /// `/settings`.
    SettingsDescription as Description {
        en: "How I work in this server",
        de: "Wie ich auf diesem Server arbeite",
        fr: "Comment je travaille sur ce serveur",
        es: "Cómo trabajo en este servidor",
        pt: "Como eu trabalho neste servidor",
        ja: "このサーバーでの動作を決めます",
    }
    /// `/settings show` and `/privacy show`.
    ShowName as Name { en: "show", de: "anzeigen", fr: "afficher", es: "mostrar", pt: "mostrar", ja: "表示" }
    /// `/settings show`.
    SettingsShowDescription as Description {
        en: "Show the settings",
        de: "Die Einstellungen anzeigen",
        fr: "Afficher les paramètres",
        es: "Mostrar los ajustes",
        pt: "Mostrar as configurações",
        ja: "現在の設定を表示します",
    }
    /// `/settings channel`, and options that take a channel.
    ChannelName as Name { en: "channel", de: "kanal", fr: "salon", es: "canal", pt: "canal", ja: "チャンネル" }
    /// `/settings channel`.
    SettingsChannelDescription as Description {
        en: "Choose where I answer pastes",
        de: "Festlegen, wo ich auf eingefügte Fehler antworte",
        fr: "Choisir où je réponds aux erreurs collées",
        es: "Elegir dónde respondo a los errores pegados",
        pt: "Escolher onde respondo aos erros colados",
        ja: "貼り付けられたエラーに回答する場所を選びます",
    }
    /// `/settings channel channel:`.
    WhichChannelDescription as Description {
        en: "The channel or forum, with all its threads",
        de: "Der Kanal oder das Forum, mit allen Threads",
        fr: "Le salon ou le forum, avec tous ses fils",
        es: "El canal o foro, con todos sus hilos",
        pt: "O canal ou fórum, com todos os seus tópicos",
        ja: "チャンネルまたはフォーラム（すべてのスレッドを含む）",
    }
    /// `/settings channel answer:`.
    AnswerName as Name { en: "answer", de: "antworten", fr: "répondre", es: "responder", pt: "responder", ja: "回答" }
    /// `/settings channel answer:`.
    AnswerDescription as Description {
        en: "Whether I answer there",
        de: "Ob ich dort antworte",
        fr: "Si j’y réponds",
        es: "Si respondo allí",
        pt: "Se eu respondo lá",
        ja: "そこで回答するかどうか",
    }
    /// `/settings helper`.
    HelperName as Name { en: "helper", de: "team", fr: "équipe", es: "equipo", pt: "equipe", ja: "サポート担当" }
    /// `/settings helper`.
    SettingsHelperDescription as Description {
        en: "Choose who helps here: I read them only when they mention me",
        de: "Festlegen, wer hier hilft: Ich lese diese Nachrichten nur, wenn sie mich erwähnen",
        fr: "Choisir qui aide ici\u{a0}: je ne lis ces personnes que si elles me mentionnent",
        es: "Elegir quién ayuda aquí: solo leo sus mensajes cuando me mencionan",
        pt: "Escolher quem ajuda aqui: só leio essas mensagens quando me mencionam",
        ja: "サポート担当を選びます。担当者のメッセージは、私がメンションされたときだけ読みます",
    }
    /// Options that take a role.
    RoleName as Name { en: "role", de: "rolle", fr: "rôle", es: "rol", pt: "cargo", ja: "ロール" }
    /// `/settings helper role:`.
    HelperRoleDescription as Description {
        en: "The helpers' role",
        de: "Die Rolle des Support-Teams",
        fr: "Le rôle de l’équipe d’assistance",
        es: "El rol del equipo de soporte",
        pt: "O cargo da equipe de suporte",
        ja: "サポート担当のロール",
    }
    /// `/settings helper helps:`.
    HelpsName as Name { en: "helps", de: "hilft", fr: "aident", es: "ayudan", pt: "ajudam", ja: "担当" }
    /// `/settings helper helps:`.
    HelpsDescription as Description {
        en: "Whether its members are helpers",
        de: "Ob ihre Mitglieder zum Support-Team gehören",
        fr: "Si ses membres font partie de l’équipe d’assistance",
        es: "Si sus miembros son del equipo de soporte",
        pt: "Se os membros são da equipe de suporte",
        ja: "メンバーがサポート担当かどうか",
    }
    /// `/settings on-miss`.
    OnMissName as Name {
        en: "on-miss",
        de: "ohne-treffer",
        fr: "sans-résultat",
        es: "sin-resultado",
        pt: "sem-resultado",
        ja: "該当なし",
    }
    /// `/settings on-miss`.
    SettingsOnMissDescription as Description {
        en: "Choose what I say when I find nothing",
        de: "Festlegen, was ich sage, wenn ich nichts finde",
        fr: "Choisir ce que je dis quand je ne trouve rien",
        es: "Elegir qué digo cuando no encuentro nada",
        pt: "Escolher o que digo quando não encontro nada",
        ja: "何も見つからないときに言うことを選びます",
    }
    /// `/settings on-miss say:`.
    SayName as Name { en: "say", de: "sagen", fr: "dire", es: "decir", pt: "dizer", ja: "応答" }
    /// `/settings on-miss say:`.
    SayDescription as Description {
        en: "Nothing, or one line that offers a person",
        de: "Nichts oder eine Zeile mit dem Angebot, jemanden zu holen",
        fr: "Rien, ou une ligne qui propose d’appeler quelqu’un",
        es: "Nada, o una línea que ofrece avisar a alguien",
        pt: "Nada, ou uma linha que oferece chamar alguém",
        ja: "何も言わない、または担当者を呼ぶことを1行で提案する",
    }
    /// `/settings language`, and its option.
    LanguageName as Name { en: "language", de: "sprache", fr: "langue", es: "idioma", pt: "idioma", ja: "言語" }
    /// `/settings language`.
    SettingsLanguageDescription as Description {
        en: "Choose the language of my replies",
        de: "Die Sprache meiner Antworten festlegen",
        fr: "Choisir la langue de mes réponses",
        es: "Elegir el idioma de mis respuestas",
        pt: "Escolher o idioma das minhas respostas",
        ja: "回答の言語を選びます",
    }
    /// `/settings language language:`.
    WhichLanguageDescription as Description {
        en: "The language",
        de: "Die Sprache",
        fr: "La langue",
        es: "El idioma",
        pt: "O idioma",
        ja: "言語",
    }
    /// `/settings on-call`.
    OnCallName as Name { en: "on-call", de: "bereitschaft", fr: "astreinte", es: "guardia", pt: "plantão", ja: "当番" }
    /// `/settings on-call`.
    SettingsOnCallDescription as Description {
        en: "Choose where a person is called",
        de: "Festlegen, wo jemand gerufen wird",
        fr: "Choisir où l’on appelle quelqu’un",
        es: "Elegir dónde se avisa a alguien",
        pt: "Escolher onde alguém é chamado",
        ja: "担当者を呼ぶ場所を選びます",
    }
    /// `/settings on-call channel:`.
    OnCallChannelDescription as Description {
        en: "The channel of those on call",
        de: "Der Kanal der Bereitschaft",
        fr: "Le salon des personnes d’astreinte",
        es: "El canal de quienes están de guardia",
        pt: "O canal de quem está de plantão",
        ja: "当番用チャンネル",
    }
    /// `/settings on-call role:`.
    OnCallRoleDescription as Description {
        en: "The role to mention there",
        de: "Die Rolle, die dort erwähnt wird",
        fr: "Le rôle à y mentionner",
        es: "El rol que se menciona allí",
        pt: "O cargo a mencionar lá",
        ja: "そこでメンションするロール",
    }
    /// `/settings reset`.
    ResetName as Name {
        en: "reset",
        de: "zurücksetzen",
        fr: "réinitialiser",
        es: "restablecer",
        pt: "redefinir",
        ja: "リセット",
    }
    /// `/settings reset`.
    SettingsResetDescription as Description {
        en: "Go back to the settings I was started with",
        de: "Zu den Einstellungen zurückkehren, mit denen ich gestartet wurde",
        fr: "Revenir aux paramètres avec lesquels j’ai été lancé",
        es: "Volver a los ajustes con los que se me inició",
        pt: "Voltar às configurações com que fui iniciado",
        ja: "起動時の設定に戻します",
    }
    /// `/privacy`.
    PrivacyName as Name {
        en: "privacy",
        de: "datenschutz",
        fr: "confidentialité",
        es: "privacidad",
        pt: "privacidade",
        ja: "プライバシー",
    }
    /// `/privacy`.
    PrivacyDescription as Description {
        en: "What I keep about you",
        de: "Was ich über Sie speichere",
        fr: "Ce que je conserve à votre sujet",
        es: "Lo que guardo sobre usted",
        pt: "O que guardo sobre você",
        ja: "あなたについて保存している情報",
    }
    /// `/privacy show`.
    PrivacyShowDescription as Description {
        en: "Show what I keep about you, and for how long",
        de: "Anzeigen, was ich über Sie speichere und wie lange",
        fr: "Afficher ce que je conserve à votre sujet, et combien de temps",
        es: "Mostrar qué guardo sobre usted y durante cuánto tiempo",
        pt: "Mostrar o que guardo sobre você e por quanto tempo",
        ja: "あなたについて保存している情報と保存期間を表示します",
    }
    /// `/privacy export`.
    ExportName as Name { en: "export", de: "exportieren", fr: "exporter", es: "exportar", pt: "exportar", ja: "エクスポート" }
    /// `/privacy export`.
    PrivacyExportDescription as Description {
        en: "Get everything that I keep about you",
        de: "Alles erhalten, was ich über Sie speichere",
        fr: "Recevoir tout ce que je conserve à votre sujet",
        es: "Recibir todo lo que guardo sobre usted",
        pt: "Receber tudo o que guardo sobre você",
        ja: "あなたについて保存している情報をすべて受け取ります",
    }
    /// `/privacy delete`.
    DeleteName as Name { en: "delete", de: "löschen", fr: "supprimer", es: "eliminar", pt: "excluir", ja: "削除" }
    /// `/privacy delete`.
    PrivacyDeleteDescription as Description {
        en: "Delete everything that I keep about you",
        de: "Alles löschen, was ich über Sie speichere",
        fr: "Supprimer tout ce que je conserve à votre sujet",
        es: "Eliminar todo lo que guardo sobre usted",
        pt: "Excluir tudo o que guardo sobre você",
        ja: "あなたについて保存している情報をすべて削除します",
    }
    /// `/privacy opt-out`.
    OptOutName as Name { en: "opt-out", de: "widersprechen", fr: "refus", es: "exclusión", pt: "recusa", ja: "オプトアウト" }
    /// `/privacy opt-out`.
    PrivacyOptOutDescription as Description {
        en: "Have me read nothing of yours unless you ask me",
        de: "Mich nichts mehr von Ihnen lesen lassen, außer Sie fragen mich",
        fr: "Ne plus me laisser lire vos messages, sauf si vous me le demandez",
        es: "Que no lea nada suyo, salvo que me lo pida",
        pt: "Que eu não leia nada seu, a não ser que você me peça",
        ja: "私に頼んだとき以外は、あなたの書いたものを読まないようにします",
    }
    /// `/privacy opt-out out:`.
    OutName as Name { en: "out", de: "widerspruch", fr: "refuser", es: "excluir", pt: "recusar", ja: "停止" }
    /// `/privacy opt-out out:`.
    OutDescription as Description {
        en: "False: have me read your pastes again",
        de: "False: Ich lese wieder, was Sie einfügen",
        fr: "False\u{a0}: je lis à nouveau ce que vous collez",
        es: "False: vuelvo a leer lo que pegue",
        pt: "False: volto a ler o que você colar",
        ja: "False: 貼り付けた文をまた読むようにします",
    }
    /// `/help`.
    HelpName as Name { en: "help", de: "hilfe", fr: "aide", es: "ayuda", pt: "ajuda", ja: "ヘルプ" }
    /// `/help`.
    HelpDescription as Description {
        en: "What I do and how to ask me",
        de: "Was ich tue und wie Sie mich fragen",
        fr: "Ce que je fais et comment me demander",
        es: "Qué hago y cómo preguntarme",
        pt: "O que eu faço e como me perguntar",
        ja: "できることと聞き方",
    }

    /// The message command that opens a case, in the menu of a message.
    OpenACase as Menu {
        en: "Open a case",
        de: "Fall eröffnen",
        fr: "Ouvrir une demande",
        es: "Abrir un caso",
        pt: "Abrir um chamado",
        ja: "案件を作成",
    }
    /// `/case`, and options that take a case.
    CaseName as Name { en: "case", de: "fall", fr: "demande", es: "caso", pt: "chamado", ja: "案件" }
    /// `/case`.
    CaseDescription as Description {
        en: "Cases: problems that need a person",
        de: "Fälle: Probleme, die einen Menschen brauchen",
        fr: "Les demandes\u{a0}: des problèmes qui exigent une personne",
        es: "Casos: problemas que necesitan una persona",
        pt: "Chamados: problemas que precisam de uma pessoa",
        ja: "担当者が必要な問題を扱います",
    }
    /// Options that take a case.
    WhichCaseDescription as Description {
        en: "Its number, or words from it",
        de: "Die Nummer oder Wörter daraus",
        fr: "Son numéro, ou des mots qu’elle contient",
        es: "Su número, o palabras que contiene",
        pt: "O número, ou palavras que ele contém",
        ja: "番号、または中の言葉",
    }
    /// `/case open`.
    OpenName as Name { en: "open", de: "eröffnen", fr: "ouvrir", es: "abrir", pt: "abrir", ja: "作成" }
    /// `/case open`.
    CaseOpenDescription as Description {
        en: "Get a person for a problem",
        de: "Jemanden für ein Problem holen",
        fr: "Appeler quelqu’un pour un problème",
        es: "Avisar a alguien por un problema",
        pt: "Chamar alguém para um problema",
        ja: "問題の担当者を呼びます",
    }
    /// `/case open text:`.
    CaseOpenTextDescription as Description {
        en: "What goes wrong, and what you have tried. No passwords, please",
        de: "Was nicht geht und was Sie schon versucht haben. Bitte keine Passwörter",
        fr: "Ce qui ne va pas, et ce que vous avez essayé. Pas de mots de passe",
        es: "Qué falla y qué ha intentado. Sin contraseñas, por favor",
        pt: "O que dá errado e o que você já tentou. Sem senhas, por favor",
        ja: "起きていることと、試したこと（パスワードは書かないでください）",
    }
    /// `/case open severity:`.
    SeverityName as Name {
        en: "severity",
        de: "dringlichkeit",
        fr: "gravité",
        es: "gravedad",
        pt: "gravidade",
        ja: "重要度",
    }
    /// `/case open severity:`.
    SeverityDescription as Description {
        en: "How bad it is",
        de: "Wie schlimm es ist",
        fr: "À quel point c’est grave",
        es: "Lo grave que es",
        pt: "O quanto é grave",
        ja: "どのくらい深刻か",
    }
    /// `/case list`.
    ListName as Name { en: "list", de: "liste", fr: "liste", es: "lista", pt: "lista", ja: "一覧" }
    /// `/case list`.
    CaseListDescription as Description {
        en: "List the cases of this server",
        de: "Die Fälle dieses Servers auflisten",
        fr: "Lister les demandes de ce serveur",
        es: "Mostrar los casos de este servidor",
        pt: "Listar os chamados deste servidor",
        ja: "このサーバーの案件を一覧で表示します",
    }
    /// `/case list which:`.
    WhichName as Name { en: "which", de: "welche", fr: "lesquelles", es: "cuáles", pt: "quais", ja: "対象" }
    /// `/case list which:`.
    WhichDescription as Description {
        en: "Which cases; the open ones if left out",
        de: "Welche Fälle; ohne Angabe die offenen",
        fr: "Quelles demandes\u{a0}; les ouvertes par défaut",
        es: "Qué casos; los abiertos si se omite",
        pt: "Quais chamados; os abertos, se omitido",
        ja: "どの案件か（省略すると開いている案件）",
    }
    /// `/case mine`.
    MineName as Name { en: "mine", de: "meine", fr: "miennes", es: "míos", pt: "meus", ja: "自分" }
    /// `/case mine`.
    CaseMineDescription as Description {
        en: "List the cases that you have or asked for",
        de: "Die Fälle auflisten, die Sie haben oder eröffnet haben",
        fr: "Lister les demandes dont vous vous occupez ou que vous avez faites",
        es: "Mostrar los casos que tiene o que pidió",
        pt: "Listar os chamados que estão com você ou que pediu",
        ja: "担当している案件、または依頼した案件を表示します",
    }
    /// `/case show`.
    CaseShowDescription as Description {
        en: "Show a case and its timeline",
        de: "Einen Fall und seinen Verlauf anzeigen",
        fr: "Afficher une demande et sa chronologie",
        es: "Mostrar un caso y su cronología",
        pt: "Mostrar um chamado e seu histórico",
        ja: "案件とその経過を表示します",
    }
    /// `/case note`.
    NoteName as Name { en: "note", de: "notiz", fr: "note", es: "nota", pt: "nota", ja: "メモ" }
    /// `/case note`.
    CaseNoteDescription as Description {
        en: "Add a note to a case, for those who help",
        de: "Eine Notiz zu einem Fall schreiben, für das Support-Team",
        fr: "Ajouter une note à une demande, pour l’équipe d’assistance",
        es: "Añadir una nota a un caso, para el equipo de soporte",
        pt: "Adicionar uma nota a um chamado, para a equipe de suporte",
        ja: "案件にサポート担当向けのメモを追加します",
    }
    /// `/case note text:`.
    CaseNoteTextDescription as Description {
        en: "The note. No passwords, please",
        de: "Die Notiz. Bitte keine Passwörter",
        fr: "La note. Pas de mots de passe, s’il vous plaît",
        es: "La nota. Sin contraseñas, por favor",
        pt: "A nota. Sem senhas, por favor",
        ja: "メモ（パスワードは書かないでください）",
    }
    /// `/case assign`.
    AssignName as Name { en: "assign", de: "zuweisen", fr: "attribuer", es: "asignar", pt: "atribuir", ja: "割り当て" }
    /// `/case assign`.
    CaseAssignDescription as Description {
        en: "Give a case to somebody",
        de: "Jemandem einen Fall zuweisen",
        fr: "Attribuer une demande à quelqu’un",
        es: "Asignar un caso a alguien",
        pt: "Atribuir um chamado a alguém",
        ja: "案件を誰かに割り当てます",
    }
    /// `/case assign person:`.
    PersonName as Name { en: "person", de: "person", fr: "personne", es: "persona", pt: "pessoa", ja: "担当者" }
    /// `/case assign person:`.
    CasePersonDescription as Description {
        en: "Who is to have it",
        de: "Wer ihn haben soll",
        fr: "Qui doit s’en occuper",
        es: "Quién debe tenerlo",
        pt: "Com quem deve ficar",
        ja: "誰に割り当てるか",
    }
    /// `/case resolve`.
    ResolveName as Name { en: "resolve", de: "lösen", fr: "résoudre", es: "resolver", pt: "resolver", ja: "解決" }
    /// `/case resolve`.
    CaseResolveDescription as Description {
        en: "Resolve a case, and say what fixed it",
        de: "Einen Fall lösen und sagen, was geholfen hat",
        fr: "Résoudre une demande, et dire ce qui a aidé",
        es: "Resolver un caso y decir qué lo solucionó",
        pt: "Resolver um chamado e dizer o que resolveu",
        ja: "案件を解決済みにし、解決方法を記録します",
    }
    /// `/case resolve issue:`.
    CaseIssueDescription as Description {
        en: "The known issue that it was",
        de: "Das bekannte Problem, das es war",
        fr: "Le problème connu dont il s’agissait",
        es: "El problema conocido que era",
        pt: "O problema conhecido que era",
        ja: "該当する既知の問題",
    }
    /// `/case resolve text:`.
    CaseFixDescription as Description {
        en: "What fixed it, in a sentence or two",
        de: "Was geholfen hat, in ein, zwei Sätzen",
        fr: "Ce qui a aidé, en une ou deux phrases",
        es: "Lo que lo solucionó, en una o dos frases",
        pt: "O que resolveu, em uma ou duas frases",
        ja: "解決方法（1、2文で）",
    }
    /// `/case reopen`.
    ReopenName as Name { en: "reopen", de: "wieder-öffnen", fr: "rouvrir", es: "reabrir", pt: "reabrir", ja: "再開" }
    /// `/case reopen`.
    CaseReopenDescription as Description {
        en: "Reopen a resolved case",
        de: "Einen gelösten Fall wieder öffnen",
        fr: "Rouvrir une demande résolue",
        es: "Reabrir un caso resuelto",
        pt: "Reabrir um chamado resolvido",
        ja: "解決済みの案件を再開します",
    }
    /// `/case export`.
    CaseExportDescription as Description {
        en: "Get a case with its timeline as a file",
        de: "Einen Fall mit seinem Verlauf als Datei erhalten",
        fr: "Recevoir une demande et sa chronologie dans un fichier",
        es: "Recibir un caso con su cronología en un archivo",
        pt: "Receber um chamado com seu histórico em um arquivo",
        ja: "案件とその経過をファイルで受け取ります",
    }
    /// `/case export format:`.
    FormatName as Name { en: "format", de: "format", fr: "format", es: "formato", pt: "formato", ja: "形式" }
    /// A choice of that.
    FormatMarkdown as Description {
        en: "for people (Markdown)",
        de: "für Menschen (Markdown)",
        fr: "pour les personnes (Markdown)",
        es: "para personas (Markdown)",
        pt: "para pessoas (Markdown)",
        ja: "人が読む形式（Markdown）",
    }
    /// A choice of that.
    FormatJson as Description {
        en: "for programs (JSON)",
        de: "für Programme (JSON)",
        fr: "pour les programmes (JSON)",
        es: "para programas (JSON)",
        pt: "para programas (JSON)",
        ja: "プログラム用（JSON）",
    }
    /// `/case export format:`.
    FormatDescription as Description {
        en: "For people or for programs; for people if left out",
        de: "Für Menschen oder für Programme; ohne Angabe für Menschen",
        fr: "Pour les personnes ou pour les programmes\u{a0}; pour les personnes par défaut",
        es: "Para personas o para programas; para personas si se omite",
        pt: "Para pessoas ou para programas; para pessoas, se omitido",
        ja: "人が読む形式、またはプログラム用の形式（省略すると人が読む形式）",
    }

    // What commands answer.

    /// `/help`.
    Help {
        en: "I look up errors in what this team knows, and say nothing when I am not sure.\n- **Paste an error** in a support channel, as text or as a file: I answer when it is known.\n- **Any message → Apps → Find the fix** reads that message for you alone.\n- `/lookup` finds an issue as you type, `/issues` lists them, `/diagnose` reads log files.\n- **Mention me** in a reply to a message, or write to me directly, and I always answer.\n- **Get a person** under an answer calls whoever is on call (`/oncall now`); `/case` opens, finds and follows such cases.\n- `/privacy` shows and deletes what I keep about you.",
        de: "Ich schlage Fehler in dem nach, was dieses Team weiß, und sage nichts, wenn ich nicht sicher bin.\n- **Fügen Sie einen Fehler ein**, in einem Support-Kanal, als Text oder als Datei: Ich antworte, wenn er bekannt ist.\n- **Eine Nachricht → Apps → Lösung finden** liest diese Nachricht nur für Sie.\n- `/suchen` findet ein Problem, während Sie tippen, `/probleme` listet alle auf, `/diagnose` liest Protokolldateien.\n- **Erwähnen Sie mich** in der Antwort auf eine Nachricht, oder schreiben Sie mir direkt: Dann antworte ich immer.\n- **Jemanden holen** unter einer Antwort ruft die Bereitschaft (`/dienstplan jetzt`); `/fall` eröffnet, findet und verfolgt solche Fälle.\n- `/datenschutz` zeigt und löscht, was ich über Sie speichere.",
        fr: "Je cherche les erreurs dans ce que cette équipe connaît, et je ne dis rien quand j’ai un doute.\n- **Collez une erreur** dans un salon d’assistance, en texte ou en fichier\u{a0}: je réponds si elle est connue.\n- **Un message → Applications → Trouver la solution** lit ce message rien que pour vous.\n- `/rechercher` trouve un problème pendant que vous tapez, `/problèmes` les liste, `/diagnostiquer` lit des fichiers journaux.\n- **Mentionnez-moi** en répondant à un message, ou écrivez-moi directement\u{a0}: je réponds toujours.\n- **Appeler quelqu’un** sous une réponse appelle la personne d’astreinte (`/astreintes maintenant`)\u{a0}; `/demande` ouvre, retrouve et suit ces demandes.\n- `/confidentialité` montre et supprime ce que je conserve à votre sujet.",
        es: "Busco errores en lo que este equipo sabe, y no digo nada cuando tengo dudas.\n- **Pegue un error** en un canal de soporte, como texto o como archivo: respondo si es conocido.\n- **Un mensaje → Aplicaciones → Buscar la solución** lee ese mensaje solo para usted.\n- `/buscar` encuentra un problema mientras escribe, `/problemas` los muestra todos, `/diagnosticar` lee archivos de registro.\n- **Mencióneme** al responder a un mensaje, o escríbame directamente: siempre respondo.\n- **Avisar a alguien** bajo una respuesta avisa a quien está de guardia (`/guardias ahora`); `/caso` abre, busca y sigue esos casos.\n- `/privacidad` muestra y elimina lo que guardo sobre usted.",
        pt: "Procuro erros no que esta equipe sabe, e não digo nada quando não tenho certeza.\n- **Cole um erro** em um canal de suporte, como texto ou como arquivo: respondo se for conhecido.\n- **Uma mensagem → Apps → Encontrar a solução** lê essa mensagem só para você.\n- `/buscar` encontra um problema enquanto você digita, `/problemas` mostra todos, `/diagnosticar` lê arquivos de log.\n- **Mencione-me** ao responder a uma mensagem, ou escreva direto para mim: sempre respondo.\n- **Chamar alguém** abaixo de uma resposta chama quem está de plantão (`/plantões agora`); `/chamado` abre, encontra e acompanha esses chamados.\n- `/privacidade` mostra e exclui o que guardo sobre você.",
        ja: "このチームのナレッジからエラーを探します。確かでないときは何も言いません。\n- サポートチャンネルに**エラーを貼り付ける**と、既知の問題であれば回答します（テキストでもファイルでもかまいません）。\n- **メッセージ → アプリ → 解決方法を探す**を選ぶと、そのメッセージを読み、あなただけに回答します。\n- `/検索`は入力中に問題を見つけ、`/問題一覧`は一覧を表示し、`/診断`はログファイルを読みます。\n- メッセージへの返信で**メンションする**か、直接メッセージを送ると、必ず回答します。\n- 回答の下の**担当者を呼ぶ**で、当番の担当者を呼びます（`/当番表 現在`）。`/案件`では、その案件の作成、検索、確認ができます。\n- `/プライバシー`で、あなたについて保存している情報の表示と削除ができます。",
    }
    /// `/knowledge status`; `when` is a relative time.
    KnowledgeStatus {
        en: "Version {version}, read {when}. Articles: {articles}, issues: {issues}.",
        de: "Version {version}, gelesen {when}. Artikel: {articles}, Probleme: {issues}.",
        fr: "Version {version}, lue {when}. Articles\u{a0}: {articles}, problèmes\u{a0}: {issues}.",
        es: "Versión {version}, leída {when}. Artículos: {articles}, problemas: {issues}.",
        pt: "Versão {version}, lida {when}. Artigos: {articles}, problemas: {issues}.",
        ja: "バージョン{version}（読み込み: {when}）。記事{articles}件、問題{issues}件。",
    }
    /// Below that, where something is wrong; `fault` names the first.
    KnowledgeFault {
        en: "⚠️ Faults: {count}. The first: {fault}",
        de: "⚠️ Mängel: {count}. Der erste: {fault}",
        fr: "⚠️ Défauts\u{a0}: {count}. Le premier\u{a0}: {fault}",
        es: "⚠️ Fallos: {count}. El primero: {fault}",
        pt: "⚠️ Falhas: {count}. A primeira: {fault}",
        ja: "⚠️ 不具合が{count}件あります。最初の1件: {fault}",
    }
    /// `/knowledge reload`, with something new.
    Reloaded {
        en: "Reloaded.",
        de: "Neu geladen.",
        fr: "Base rechargée.",
        es: "Recargado.",
        pt: "Recarregado.",
        ja: "読み込み直しました。",
    }
    /// `/knowledge reload`, with nothing new.
    ReloadedSame {
        en: "Nothing has changed.",
        de: "Es hat sich nichts geändert.",
        fr: "Rien n’a changé.",
        es: "No ha cambiado nada.",
        pt: "Nada mudou.",
        ja: "変更はありませんでした。",
    }
    /// `/knowledge reload`, with something wrong.
    ReloadedNot {
        en: "Something is wrong with the files: I keep to what I have.",
        de: "Mit den Dateien stimmt etwas nicht: Ich bleibe bei dem, was ich habe.",
        fr: "Quelque chose ne va pas dans les fichiers\u{a0}: je garde ce que j’ai.",
        es: "Algo falla en los archivos: sigo con lo que tengo.",
        pt: "Há algo errado nos arquivos: continuo com o que tenho.",
        ja: "ファイルに不具合があるため、今の内容を使い続けます。",
    }
    /// `/settings` after a change.
    SettingsSaved { en: "Saved.", de: "Gespeichert.", fr: "Enregistré.", es: "Guardado.", pt: "Salvo.", ja: "保存しました。" }
    /// Stands for an empty list.
    None { en: "none", de: "keine", fr: "aucun", es: "ninguno", pt: "nenhum", ja: "なし" }
    /// What is said where nothing is found.
    OnMissSilent as Description { en: "nothing", de: "nichts", fr: "rien", es: "nada", pt: "nada", ja: "何も言わない" }
    /// What is said where nothing is found.
    OnMissOffer as Description {
        en: "one line that offers a person",
        de: "eine Zeile, die anbietet, jemanden zu holen",
        fr: "une ligne qui propose d’appeler quelqu’un",
        es: "una línea que ofrece avisar a alguien",
        pt: "uma linha que oferece chamar alguém",
        ja: "担当者を呼ぶことを1行で提案する",
    }
    /// `/settings show`.
    SettingsNow {
        en: "**Support channels:** {channels}\n**Helpers:** {helpers}\n**When I find nothing, I say:** {miss}\n**Language:** {language}\n**On call:** {on_call}",
        de: "**Support-Kanäle:** {channels}\n**Support-Team:** {helpers}\n**Wenn ich nichts finde, sage ich:** {miss}\n**Sprache:** {language}\n**Bereitschaft:** {on_call}",
        fr: "**Salons d’assistance\u{a0}:** {channels}\n**Équipe d’assistance\u{a0}:** {helpers}\n**Quand je ne trouve rien, je dis\u{a0}:** {miss}\n**Langue\u{a0}:** {language}\n**Astreinte\u{a0}:** {on_call}",
        es: "**Canales de soporte:** {channels}\n**Equipo de soporte:** {helpers}\n**Cuando no encuentro nada, digo:** {miss}\n**Idioma:** {language}\n**Guardia:** {on_call}",
        pt: "**Canais de suporte:** {channels}\n**Equipe de suporte:** {helpers}\n**Quando não encontro nada, digo:** {miss}\n**Idioma:** {language}\n**Plantão:** {on_call}",
        ja: "**サポートチャンネル:** {channels}\n**サポート担当:** {helpers}\n**何も見つからないとき:** {miss}\n**言語:** {language}\n**当番:** {on_call}",
    }
    /// `/privacy show`.
    PrivacyNow {
        en: "About you I keep answers ({answers}), votes ({votes}), calls for a person ({calls}) and pages to you ({pages}): what was found, the lines that proved it without secrets, and when. None of it for longer than {days} days. {reading}",
        de: "Über Sie speichere ich Antworten ({answers}), Rückmeldungen ({votes}), Rufe nach der Bereitschaft ({calls}) und Rufe an Sie ({pages}): was gefunden wurde, die Zeilen, die es belegen, ohne Geheimnisse, und wann. Nichts davon länger als {days} Tage. {reading}",
        fr: "Je conserve à votre sujet des réponses ({answers}), des avis ({votes}), des appels à une personne ({calls}) et des appels qui vous étaient adressés ({pages})\u{a0}: ce qui a été trouvé, les lignes qui le prouvent, sans secrets, et quand. Rien n’est gardé plus de {days} jours. {reading}",
        es: "Sobre usted guardo respuestas ({answers}), valoraciones ({votes}), avisos a una persona ({calls}) y avisos dirigidos a usted ({pages}): lo que se encontró, las líneas que lo demuestran, sin secretos, y cuándo. Nada se guarda más de {days} días. {reading}",
        pt: "Sobre você guardo respostas ({answers}), avaliações ({votes}), chamadas a uma pessoa ({calls}) e chamadas dirigidas a você ({pages}): o que foi encontrado, as linhas que o comprovam, sem segredos, e quando. Nada fica guardado por mais de {days} dias. {reading}",
        ja: "あなたについて、回答（{answers}件）、評価（{votes}件）、担当者の呼び出し（{calls}件）、あなたへの呼び出し（{pages}件）を保存しています。内容は、見つかった問題、その根拠となる行（秘密の情報は除きます）、日時です。保存期間は最長{days}日です。{reading}",
    }
    /// In `/privacy show`.
    ReadingOn {
        en: "I read what you write in support channels; `/privacy opt-out` stops that.",
        de: "In Support-Kanälen lese ich, was Sie schreiben; `/datenschutz widersprechen` beendet das.",
        fr: "Je lis ce que vous écrivez dans les salons d’assistance\u{a0}; `/confidentialité refus` y met fin.",
        es: "Leo lo que escribe en los canales de soporte; `/privacidad exclusión` lo detiene.",
        pt: "Leio o que você escreve nos canais de suporte; `/privacidade recusa` interrompe isso.",
        ja: "サポートチャンネルに書かれたものを読んでいます。`/プライバシー オプトアウト`で停止できます。",
    }
    /// In `/privacy show`.
    ReadingOff {
        en: "I read nothing of yours unless you ask me.",
        de: "Ich lese nichts von Ihnen, außer Sie fragen mich.",
        fr: "Je ne lis rien de vous, sauf si vous me le demandez.",
        es: "No leo nada suyo, salvo que me lo pida.",
        pt: "Não leio nada seu, a não ser que você me peça.",
        ja: "頼まれたとき以外、あなたの書いたものは読みません。",
    }
    /// `/privacy export`.
    Exported {
        en: "This is everything that I keep about you.",
        de: "Das ist alles, was ich über Sie speichere.",
        fr: "Voici tout ce que je conserve à votre sujet.",
        es: "Esto es todo lo que guardo sobre usted.",
        pt: "Isto é tudo o que guardo sobre você.",
        ja: "あなたについて保存している情報は、これですべてです。",
    }
    /// `/privacy delete`.
    ReallyDelete {
        en: "This deletes all your answers, votes and calls for a person, for good, and takes your name out of pages and of other people’s cases.",
        de: "Das löscht alle Ihre Antworten, Rückmeldungen und Rufe nach der Bereitschaft, endgültig, und nimmt Ihren Namen aus Rufen und aus Fällen anderer.",
        fr: "Ceci supprime définitivement toutes vos réponses, tous vos avis et tous vos appels à une personne, et retire votre nom des appels et des demandes d’autrui.",
        es: "Esto elimina para siempre todas sus respuestas, valoraciones y avisos a una persona, y quita su nombre de los avisos y de los casos de otras personas.",
        pt: "Isto exclui para sempre todas as suas respostas, avaliações e chamadas a uma pessoa, e retira seu nome das chamadas e dos chamados de outras pessoas.",
        ja: "あなたへの回答、評価、担当者の呼び出しをすべて削除し、呼び出しの記録や他の人の案件からあなたの名前を消します。元には戻せません。",
    }
    /// Button that deletes.
    DeleteMine as Label {
        en: "Delete it all",
        de: "Alles löschen",
        fr: "Tout supprimer",
        es: "Eliminar todo",
        pt: "Excluir tudo",
        ja: "すべて削除",
    }
    /// Said when everything is deleted.
    Forgotten {
        en: "Everything that I kept about you is deleted.",
        de: "Alles, was ich über Sie gespeichert hatte, ist gelöscht.",
        fr: "Tout ce que je conservais à votre sujet est supprimé.",
        es: "Se ha eliminado todo lo que guardaba sobre usted.",
        pt: "Tudo o que eu guardava sobre você foi excluído.",
        ja: "あなたについて保存していた情報をすべて削除しました。",
    }
    /// `/privacy opt-out`.
    OptedOut {
        en: "From now on I read nothing of yours unless you ask me. `/privacy opt-out out:False` takes it back.",
        de: "Ab jetzt lese ich nichts von Ihnen, außer Sie fragen mich. `/datenschutz widersprechen widerspruch:False` nimmt das zurück.",
        fr: "Désormais, je ne lis rien de vous, sauf si vous me le demandez. `/confidentialité refus refuser:False` annule ce choix.",
        es: "A partir de ahora no leo nada suyo, salvo que me lo pida. `/privacidad exclusión excluir:False` lo revierte.",
        pt: "De agora em diante, não leio nada seu, a não ser que você me peça. `/privacidade recusa recusar:False` desfaz isso.",
        ja: "今後は、頼まれたとき以外、あなたの書いたものを読みません。`/プライバシー オプトアウト 停止:False`で元に戻せます。",
    }
    /// `/privacy opt-out out:False`.
    OptedIn {
        en: "From now on I read what you write in support channels.",
        de: "Ab jetzt lese ich, was Sie in Support-Kanälen schreiben.",
        fr: "Désormais, je lis ce que vous écrivez dans les salons d’assistance.",
        es: "A partir de ahora leo lo que escribe en los canales de soporte.",
        pt: "De agora em diante, leio o que você escreve nos canais de suporte.",
        ja: "今後は、サポートチャンネルに書かれたものを読みます。",
    }
    /// `/stats`.
    StatsName as Name {
        en: "stats",
        de: "statistik",
        fr: "statistiques",
        es: "estadísticas",
        pt: "estatísticas",
        ja: "統計",
    }
    /// `/stats`.
    StatsDescription as Description {
        en: "See what was answered, what helped, and how fast people were there",
        de: "Zeigen, was beantwortet wurde, was half und wie schnell jemand da war",
        fr: "Voir ce qui a été répondu, ce qui a aidé et en combien de temps quelqu’un est venu",
        es: "Ver qué se respondió, qué ayudó y cuánto tardó en llegar alguien",
        pt: "Ver o que foi respondido, o que ajudou e quanto tempo levou até alguém chegar",
        ja: "回答の件数、役に立った割合、担当者の対応時間を表示します",
    }
    /// `/stats period:`.
    PeriodName as Name { en: "period", de: "zeitraum", fr: "période", es: "periodo", pt: "período", ja: "期間" }
    /// `/stats period:`.
    PeriodDescription as Description {
        en: "Which days; the last 30 unless you say",
        de: "Welche Tage; ohne Angabe die letzten 30",
        fr: "Quels jours\u{a0}; sans indication, les 30 derniers",
        es: "Qué días; si no se indica, los últimos 30",
        pt: "Quais dias; sem indicação, os últimos 30",
        ja: "対象の日数。指定しない場合は過去30日間です",
    }
    /// A choice of `/stats period:`.
    Last7Days {
        en: "Last 7 days",
        de: "Letzte 7 Tage",
        fr: "7 derniers jours",
        es: "Últimos 7 días",
        pt: "Últimos 7 dias",
        ja: "過去7日間",
    }
    /// A choice of `/stats period:`.
    Last30Days {
        en: "Last 30 days",
        de: "Letzte 30 Tage",
        fr: "30 derniers jours",
        es: "Últimos 30 días",
        pt: "Últimos 30 dias",
        ja: "過去30日間",
    }
    /// A choice of `/stats period:`.
    Last90Days {
        en: "Last 90 days",
        de: "Letzte 90 Tage",
        fr: "90 derniers jours",
        es: "Últimos 90 días",
        pt: "Últimos 90 dias",
        ja: "過去90日間",
    }
    /// A choice of `/stats period:`.
    Last365Days {
        en: "Last 365 days",
        de: "Letzte 365 Tage",
        fr: "365 derniers jours",
        es: "Últimos 365 días",
        pt: "Últimos 365 dias",
        ja: "過去365日間",
    }
    /// `/stats article:`.
    ArticleName as Name { en: "article", de: "artikel", fr: "article", es: "artículo", pt: "artigo", ja: "記事" }
    /// `/stats article:`.
    ArticleDescription as Description {
        en: "Only what concerns one article",
        de: "Nur was einen Artikel betrifft",
        fr: "Seulement ce qui concerne un article",
        es: "Solo lo que concierne a un artículo",
        pt: "Só o que diz respeito a um artigo",
        ja: "1つの記事に関するものだけを表示します",
    }
    /// `/stats time-zone:`.
    TimeZoneName as Name {
        en: "time-zone",
        de: "zeitzone",
        fr: "fuseau-horaire",
        es: "zona-horaria",
        pt: "fuso-horário",
        ja: "タイムゾーン",
    }
    /// `/stats time-zone:`.
    TimeZoneDescription as Description {
        en: "Whose days and hours, such as Europe/Berlin; UTC unless you say",
        de: "Wessen Tage und Stunden, etwa Europe/Berlin; ohne Angabe UTC",
        fr: "Les jours et heures d’où, par exemple Europe/Paris\u{a0}; sans indication, UTC",
        es: "Días y horas de dónde, por ejemplo Europe/Madrid; si no se indica, UTC",
        pt: "Dias e horas de onde, por exemplo America/Sao_Paulo; sem indicação, UTC",
        ja: "日と時刻の基準。例: Asia/Tokyo。指定しない場合はUTCです",
    }
    /// Answer to `/stats` where a time zone is not known.
    NoSuchTimeZone {
        en: "I know no time zone {zone}. They are written like Europe/Berlin or UTC.",
        de: "Eine Zeitzone {zone} kenne ich nicht. Man schreibt sie wie Europe/Berlin oder UTC.",
        fr: "Je ne connais pas le fuseau horaire {zone}. Ils s’écrivent comme Europe/Paris ou UTC.",
        es: "No conozco la zona horaria {zone}. Se escriben como Europe/Madrid o UTC.",
        pt: "Não conheço o fuso horário {zone}. Escreve-se como America/Sao_Paulo ou UTC.",
        ja: "{zone}というタイムゾーンはありません。Asia/TokyoやUTCのように書きます。",
    }
    /// Answer to `/stats` where an article is neither known nor was ever counted.
    NoSuchArticle {
        en: "There is no article {article}. `/issues` lists them all.",
        de: "Einen Artikel {article} gibt es nicht. `/probleme` zeigt alle.",
        fr: "Il n’y a pas d’article {article}. `/problèmes` les affiche tous.",
        es: "No hay ningún artículo {article}. `/problemas` los muestra todos.",
        pt: "Não existe o artigo {article}. `/problemas` mostra todos.",
        ja: "{article}という記事はありません。`/問題一覧`ですべて表示できます。",
    }
    /// In `/stats`, where it is about all articles.
    StatsAllArticles {
        en: "all articles",
        de: "alle Artikel",
        fr: "tous les articles",
        es: "todos los artículos",
        pt: "todos os artigos",
        ja: "すべての記事",
    }
    /// In `/stats`, the title over the counts of pastes.
    StatsPastes { en: "Pastes", de: "Texte", fr: "Textes", es: "Textos", pt: "Textos", ja: "貼り付けた文" }
    /// In `/stats`, after a count of pastes.
    StatsAnswered {
        en: "answered",
        de: "beantwortet",
        fr: "avec réponse",
        es: "respondidos",
        pt: "respondidos",
        ja: "回答済み",
    }
    /// In `/stats`, after a count of pastes to which issues were suggested.
    StatsSuggested {
        en: "suggested",
        de: "mit Vorschlag",
        fr: "avec suggestion",
        es: "con sugerencia",
        pt: "com sugestão",
        ja: "候補を提示",
    }
    /// In `/stats`, after a count of pastes.
    StatsNothing {
        en: "nothing found",
        de: "nichts gefunden",
        fr: "rien trouvé",
        es: "nada encontrado",
        pt: "nada encontrado",
        ja: "該当なし",
    }
    /// In `/stats`, beside a count of votes.
    StatsHelped { en: "helped", de: "geholfen", fr: "a aidé", es: "ayudó", pt: "ajudou", ja: "解決" }
    /// In `/stats`, after a count of votes.
    StatsNotHelped {
        en: "not helped",
        de: "nicht geholfen",
        fr: "n’a pas aidé",
        es: "no ayudó",
        pt: "não ajudou",
        ja: "解決せず",
    }
    /// In `/stats`, the title over the counts of the hours of the day.
    StatsHours {
        en: "Hours of the day",
        de: "Stunden des Tages",
        fr: "Heures de la journée",
        es: "Horas del día",
        pt: "Horas do dia",
        ja: "時間帯",
    }
    /// In `/stats`, the title over the busiest hours.
    StatsBusiest {
        en: "Busiest hours",
        de: "Meistgenutzte Stunden",
        fr: "Heures les plus chargées",
        es: "Horas más concurridas",
        pt: "Horas mais movimentadas",
        ja: "最も多い時間帯",
    }
    /// In `/stats`, the title over the issues.
    StatsIssues {
        en: "Found most often",
        de: "Am häufigsten gefunden",
        fr: "Les plus fréquents",
        es: "Más frecuentes",
        pt: "Mais frequentes",
        ja: "よく見つかった問題",
    }
    /// In `/stats`, the title over the figures of cases.
    StatsCases { en: "Cases", de: "Fälle", fr: "Demandes", es: "Casos", pt: "Chamados", ja: "案件" }
    /// In `/stats`, after a count of cases.
    StatsOpened { en: "opened", de: "eröffnet", fr: "ouvertes", es: "abiertos", pt: "abertos", ja: "受付" }
    /// In `/stats`, after a count of cases.
    StatsStillOpen {
        en: "still open",
        de: "noch offen",
        fr: "encore ouvertes",
        es: "aún abiertos",
        pt: "ainda abertos",
        ja: "未解決",
    }
    /// In `/stats`, beside how long it took.
    StatsToAcknowledge {
        en: "until taken",
        de: "bis übernommen",
        fr: "avant prise en charge",
        es: "hasta asumirlo",
        pt: "até ser assumido",
        ja: "対応開始まで",
    }
    /// In `/stats`, beside how long it took.
    StatsToResolve {
        en: "until resolved",
        de: "bis gelöst",
        fr: "avant résolution",
        es: "hasta resolverlo",
        pt: "até ser resolvido",
        ja: "解決まで",
    }
    /// In `/stats`, the title over what each person did.
    StatsPeople { en: "By person", de: "Nach Person", fr: "Par personne", es: "Por persona", pt: "Por pessoa", ja: "担当者別" }
    /// In `/stats`, after a count of cases that a person did this with.
    StatsTaken { en: "taken", de: "übernommen", fr: "prises en charge", es: "asumidos", pt: "assumidos", ja: "対応" }
    /// In `/stats`, after a count of cases that a person did this with.
    StatsResolved { en: "resolved", de: "gelöst", fr: "résolues", es: "resueltos", pt: "resolvidos", ja: "解決" }
    /// In `/stats`, the title over the issues that cases turned out to be.
    StatsFixedBy {
        en: "What cases turned out to be",
        de: "Was hinter den Fällen steckte",
        fr: "Ce qui était à l’origine des demandes",
        es: "Qué resultaron ser los casos",
        pt: "O que estava por trás dos chamados",
        ja: "案件の原因",
    }
    /// In `/stats`, where the period is longer than cases are kept.
    StatsCasesKept {
        en: "Cases are kept for {days} days; those before are not counted.",
        de: "Fälle werden {days} Tage aufbewahrt; frühere sind nicht gezählt.",
        fr: "Les demandes sont conservées {days} jours\u{a0}; les précédentes ne sont pas comptées.",
        es: "Los casos se conservan {days} días; los anteriores no se cuentan.",
        pt: "Os chamados são guardados por {days} dias; os anteriores não são contados.",
        ja: "案件の保存期間は{days}日間です。それより前のものは含まれません。",
    }
    /// The command about who is on call.
    OnCallCommandName as Name {
        en: "oncall",
        de: "dienstplan",
        fr: "astreintes",
        es: "guardias",
        pt: "plantões",
        ja: "当番表",
    }
    /// `/oncall`.
    OnCallCommandDescription as Description {
        en: "Who is on call, and changes for a while",
        de: "Wer Bereitschaft hat, und Änderungen auf Zeit",
        fr: "Qui est d’astreinte, et les changements temporaires",
        es: "Quién está de guardia, y cambios temporales",
        pt: "Quem está de plantão, e mudanças temporárias",
        ja: "当番の確認と一時的な変更",
    }
    /// `/oncall now`.
    NowName as Name { en: "now", de: "jetzt", fr: "maintenant", es: "ahora", pt: "agora", ja: "現在" }
    /// `/oncall now`.
    OnCallNowDescription as Description {
        en: "Show who is on call now",
        de: "Anzeigen, wer jetzt Bereitschaft hat",
        fr: "Afficher qui est d’astreinte maintenant",
        es: "Mostrar quién está de guardia ahora",
        pt: "Mostrar quem está de plantão agora",
        ja: "現在の当番を表示します",
    }
    /// `/oncall next`.
    NextName as Name { en: "next", de: "nächste", fr: "suivant", es: "siguiente", pt: "próximo", ja: "次" }
    /// `/oncall next`.
    OnCallNextDescription as Description {
        en: "Show who is on call next, and your own next shift",
        de: "Anzeigen, wer als Nächstes Bereitschaft hat und wann Sie an der Reihe sind",
        fr: "Afficher qui sera d’astreinte ensuite, et votre prochain tour",
        es: "Mostrar quién estará de guardia después, y su próximo turno",
        pt: "Mostrar quem estará de plantão depois, e o seu próximo turno",
        ja: "次の当番と、あなたの次の番を表示します",
    }
    /// `/oncall schedule`, and the option of that name.
    ScheduleName as Name { en: "schedule", de: "plan", fr: "planning", es: "horario", pt: "escala", ja: "スケジュール" }
    /// `/oncall schedule`.
    OnCallScheduleDescription as Description {
        en: "Show the shifts to come",
        de: "Die kommenden Schichten anzeigen",
        fr: "Afficher les tours à venir",
        es: "Mostrar los próximos turnos",
        pt: "Mostrar os próximos turnos",
        ja: "今後の当番を表示します",
    }
    /// `schedule:` of several commands.
    WhichScheduleDescription as Description {
        en: "Which schedule; where there is only one, you need not say",
        de: "Welcher Plan; gibt es nur einen, kann das offen bleiben",
        fr: "Quel planning\u{a0}; s’il n’y en a qu’un, inutile de le dire",
        es: "Qué horario; si solo hay uno, no hace falta decirlo",
        pt: "Qual escala; se houver só uma, não é preciso dizer",
        ja: "どのスケジュールか（一つだけなら省略できます）",
    }
    /// `/oncall override`.
    OverrideName as Name { en: "override", de: "ersetzen", fr: "remplacer", es: "reemplazar", pt: "substituir", ja: "指定" }
    /// `/oncall override`.
    OnCallOverrideDescription as Description {
        en: "Put somebody on call for a while",
        de: "Jemandem für eine Zeit die Bereitschaft geben",
        fr: "Mettre quelqu’un d’astreinte pour un temps",
        es: "Poner a alguien de guardia por un tiempo",
        pt: "Colocar alguém de plantão por um tempo",
        ja: "一定期間、ある人を当番にします",
    }
    /// `/oncall override person:`.
    OverridePersonDescription as Description {
        en: "Who is to be on call",
        de: "Wer Bereitschaft haben soll",
        fr: "Qui doit être d’astreinte",
        es: "Quién debe estar de guardia",
        pt: "Quem deve ficar de plantão",
        ja: "当番にする人",
    }
    /// `/oncall take`.
    TakeName as Name { en: "take", de: "übernehmen", fr: "prendre", es: "tomar", pt: "assumir", ja: "引き受け" }
    /// `/oncall take`.
    OnCallTakeDescription as Description {
        en: "Take over now, until the shift ends or as long as you say",
        de: "Jetzt übernehmen, bis zum Ende der Schicht oder so lange, wie Sie sagen",
        fr: "Prendre le relais, jusqu’à la fin du tour ou aussi longtemps que vous le dites",
        es: "Tomar el relevo ahora, hasta el fin del turno o el tiempo que diga",
        pt: "Assumir agora, até o fim do turno ou pelo tempo que você disser",
        ja: "今から当番を引き受けます（交代まで、または指定した時刻まで）",
    }
    /// `/oncall swap`.
    SwapName as Name { en: "swap", de: "tauschen", fr: "échanger", es: "cambiar", pt: "trocar", ja: "交換" }
    /// `/oncall swap`.
    OnCallSwapDescription as Description {
        en: "Swap your next shift with somebody’s",
        de: "Ihre nächste Schicht mit der von jemandem tauschen",
        fr: "Échanger votre prochain tour avec celui de quelqu’un",
        es: "Cambiar su próximo turno por el de alguien",
        pt: "Trocar o seu próximo turno com o de alguém",
        ja: "あなたの次の番を他の人の番と交換します",
    }
    /// `/oncall swap person:`.
    SwapPersonDescription as Description {
        en: "With whom",
        de: "Mit wem",
        fr: "Avec qui",
        es: "Con quién",
        pt: "Com quem",
        ja: "交換する相手",
    }
    /// `/oncall cover`.
    CoverName as Name { en: "cover", de: "vertreten", fr: "couvrir", es: "cubrir", pt: "cobrir", ja: "代行" }
    /// `/oncall cover`.
    OnCallCoverDescription as Description {
        en: "Step in for somebody: for their shift, or as long as you say",
        de: "Für jemanden einspringen: für die Schicht oder so lange, wie Sie sagen",
        fr: "Remplacer quelqu’un pour son tour, ou aussi longtemps que vous le dites",
        es: "Sustituir a alguien durante su turno, o el tiempo que diga",
        pt: "Cobrir alguém durante o turno, ou pelo tempo que você disser",
        ja: "他の人の当番を代わります（その番の間、または指定した期間）",
    }
    /// `/oncall cover person:`.
    CoverPersonDescription as Description {
        en: "For whom",
        de: "Für wen",
        fr: "Pour qui",
        es: "Por quién",
        pt: "Por quem",
        ja: "誰の代わりか",
    }
    /// `/oncall undo`.
    UndoName as Name { en: "undo", de: "rückgängig", fr: "annuler", es: "deshacer", pt: "desfazer", ja: "取り消し" }
    /// `/oncall undo`.
    OnCallUndoDescription as Description {
        en: "Undo a change: your last one, or the one you choose",
        de: "Eine Änderung zurücknehmen: Ihre letzte oder die gewählte",
        fr: "Annuler un changement\u{a0}: votre dernier, ou celui que vous choisissez",
        es: "Deshacer un cambio: el último suyo, o el que elija",
        pt: "Desfazer uma mudança: a sua última, ou a que você escolher",
        ja: "変更を取り消します（あなたの最後の変更、または選んだもの）",
    }
    /// `/oncall undo change:`.
    ChangeName as Name { en: "change", de: "änderung", fr: "changement", es: "cambio", pt: "mudança", ja: "変更" }
    /// `/oncall undo change:`.
    WhichChangeDescription as Description {
        en: "Which change",
        de: "Welche Änderung",
        fr: "Quel changement",
        es: "Qué cambio",
        pt: "Qual mudança",
        ja: "どの変更か",
    }
    /// `from:` of several commands.
    FromName as Name { en: "from", de: "ab", fr: "dès", es: "desde", pt: "desde", ja: "開始" }
    /// `from:` of several commands.
    FromDescription as Description {
        en: "From when: now, 14:00, tomorrow 9:00, 2026-12-01 14:00 or +2h",
        de: "Ab wann: jetzt, 14:00, morgen 9:00, 2026-12-01 14:00 oder +2h",
        fr: "Dès quand\u{a0}: maintenant, 14:00, demain 9:00, 2026-12-01 14:00 ou +2h",
        es: "Desde cuándo: ahora, 14:00, mañana 9:00, 2026-12-01 14:00 o +2h",
        pt: "Desde quando: agora, 14:00, amanhã 9:00, 2026-12-01 14:00 ou +2h",
        ja: "いつから：今、14:00、明日 9:00、2026-12-01 14:00、+2h",
    }
    /// `until:` of several commands.
    UntilName as Name { en: "until", de: "bis", fr: "jusqu-à", es: "hasta", pt: "até", ja: "終了" }
    /// `until:` of several commands.
    UntilDescription as Description {
        en: "Until when: 14:00, tomorrow 9:00, 2026-12-01 14:00, or for how long: +2h",
        de: "Bis wann: 14:00, morgen 9:00, 2026-12-01 14:00, oder wie lange: +2h",
        fr: "Jusqu’à quand\u{a0}: 14:00, demain 9:00, 2026-12-01 14:00, ou pour combien de temps\u{a0}: +2h",
        es: "Hasta cuándo: 14:00, mañana 9:00, 2026-12-01 14:00, o por cuánto tiempo: +2h",
        pt: "Até quando: 14:00, amanhã 9:00, 2026-12-01 14:00, ou por quanto tempo: +2h",
        ja: "いつまで：14:00、明日 9:00、2026-12-01 14:00、または期間：+2h",
    }

    /// Heading over who is on call now.
    RotaNow { en: "On call now", de: "Jetzt in Bereitschaft", fr: "D’astreinte maintenant", es: "De guardia ahora", pt: "De plantão agora", ja: "現在の当番" }
    /// Heading over whom a new case calls.
    RotaCalls {
        en: "A new case calls",
        de: "Ein neuer Fall ruft",
        fr: "Une nouvelle demande appelle",
        es: "Un caso nuevo avisa a",
        pt: "Um chamado novo avisa",
        ja: "新しい案件の連絡先",
    }
    /// After a person: how long they are on call.
    RotaUntil {
        en: "until {until}",
        de: "bis {until}",
        fr: "jusqu’au {until}",
        es: "hasta {until}",
        pt: "até {until}",
        ja: "{until}まで",
    }
    /// In the place of a person.
    RotaNobody { en: "nobody", de: "niemand", fr: "personne", es: "nadie", pt: "ninguém", ja: "不在" }
    /// After a person who is on call by a change: for whom.
    RotaInFor {
        en: "in for {who}",
        de: "für {who}",
        fr: "à la place de {who}",
        es: "en lugar de {who}",
        pt: "no lugar de {who}",
        ja: "{who}の代わり",
    }
    /// Heading over the next handoffs.
    RotaNext { en: "Next handoffs", de: "Nächste Übergaben", fr: "Prochains relais", es: "Próximos relevos", pt: "Próximas trocas", ja: "次の交代" }
    /// Said of a schedule in which nothing changes.
    RotaNoHandoff {
        en: "no handoff to come",
        de: "keine Übergabe in Sicht",
        fr: "aucun relais à venir",
        es: "ningún relevo previsto",
        pt: "nenhuma troca prevista",
        ja: "交代の予定なし",
    }
    /// Told whoever asks when they are on call next.
    RotaYours {
        en: "Your next shift: **{schedule}**, {from} – {until}",
        de: "Ihre nächste Schicht: **{schedule}**, {from} – {until}",
        fr: "Votre prochain tour\u{a0}: **{schedule}**, {from} – {until}",
        es: "Su próximo turno: **{schedule}**, {from} – {until}",
        pt: "O seu próximo turno: **{schedule}**, {from} – {until}",
        ja: "あなたの次の番：**{schedule}**、{from} – {until}",
    }
    /// Told whoever asks when they are on call next, and is not.
    RotaNoneOfYours {
        en: "You have no shift to come.",
        de: "Sie haben keine Schicht vor sich.",
        fr: "Vous n’avez aucun tour à venir.",
        es: "No tiene ningún turno próximo.",
        pt: "Você não tem nenhum turno próximo.",
        ja: "あなたの番の予定はありません。",
    }
    /// Button to the shifts after those that are shown.
    RotaLater as Label { en: "Later", de: "Später", fr: "Plus tard", es: "Más tarde", pt: "Mais tarde", ja: "この後" }
    /// Button back to the shifts from now on.
    RotaFromNow as Label { en: "From now", de: "Ab jetzt", fr: "À partir de maintenant", es: "Desde ahora", pt: "A partir de agora", ja: "現在から" }
    /// Said where nothing is written down.
    RotaNone {
        en: "There are no schedules. Whoever runs me writes them into `firstline.toml`.",
        de: "Es gibt keine Pläne. Wer mich betreibt, schreibt sie in `firstline.toml`.",
        fr: "Il n’y a pas de planning. La personne qui me fait tourner les écrit dans `firstline.toml`.",
        es: "No hay horarios. Quien me administra los escribe en `firstline.toml`.",
        pt: "Não há escalas. Quem me administra as escreve em `firstline.toml`.",
        ja: "スケジュールがありません。運用担当者が `firstline.toml` に書きます。",
    }
    /// Said where a schedule is named that there is not.
    RotaNoSuch {
        en: "No schedule is called “{schedule}”; there are: {schedules}.",
        de: "Kein Plan heißt „{schedule}“; es gibt: {schedules}.",
        fr: "Aucun planning ne s’appelle «\u{a0}{schedule}\u{a0}»\u{a0}; il y a\u{a0}: {schedules}.",
        es: "Ningún horario se llama «{schedule}»; hay: {schedules}.",
        pt: "Nenhuma escala se chama “{schedule}”; há: {schedules}.",
        ja: "「{schedule}」というスケジュールはありません。あるのは：{schedules}。",
    }
    /// Said where a schedule has to be named.
    RotaWhich {
        en: "There are several schedules: name one of {schedules}.",
        de: "Es gibt mehrere Pläne: Nennen Sie einen von {schedules}.",
        fr: "Il y a plusieurs plannings\u{a0}: indiquez-en un parmi {schedules}.",
        es: "Hay varios horarios: indique uno de {schedules}.",
        pt: "Há várias escalas: indique uma de {schedules}.",
        ja: "スケジュールが複数あります。次のいずれかを指定してください：{schedules}。",
    }
    /// Said to whoever may not change who is on call.
    RotaNotYours {
        en: "Who is on call is changed by those who are on call in turns, by helpers, and by whoever may manage the server.",
        de: "Wer Bereitschaft hat, ändern nur diejenigen, die sich darin abwechseln, das Support-Team, und wer den Server verwalten darf.",
        fr: "Seuls peuvent changer qui est d’astreinte ceux qui la prennent à tour de rôle, l’équipe d’assistance, et qui peut gérer le serveur.",
        es: "Solo cambian quién está de guardia quienes se turnan en ella, el equipo de soporte y quien puede gestionar el servidor.",
        pt: "Só muda quem está de plantão quem se reveza nele, a equipe de suporte e quem pode gerenciar o servidor.",
        ja: "当番を変更できるのは、当番に入っている人、サポート担当、サーバーを管理できる人だけです。",
    }
    /// Said to whoever may change only what concerns themselves.
    RotaForOthers {
        en: "To put somebody else on call takes the permission to manage the server.",
        de: "Um jemand anderem die Bereitschaft zu geben, braucht es das Recht, den Server zu verwalten.",
        fr: "Pour mettre quelqu’un d’autre d’astreinte, il faut pouvoir gérer le serveur.",
        es: "Para poner de guardia a otra persona hace falta el permiso de gestionar el servidor.",
        pt: "Para colocar outra pessoa de plantão é preciso poder gerenciar o servidor.",
        ja: "他の人を当番にするには、サーバーの管理権限が必要です。",
    }
    /// Said in a server in which nobody is whom the bot calls.
    RotaElsewhere {
        en: "Nobody who is on call by these schedules is in this server.",
        de: "Niemand, der nach diesen Plänen Bereitschaft hat, ist auf diesem Server.",
        fr: "Personne de ces plannings n’est sur ce serveur.",
        es: "Nadie de estos horarios está en este servidor.",
        pt: "Ninguém dessas escalas está neste servidor.",
        ja: "これらのスケジュールの当番は、このサーバーにいません。",
    }
    /// Said to a time that cannot be read.
    RotaNoTime {
        en: "“{time}” is no time that I can read: write 14:00, tomorrow 9:00, 2026-12-01 14:00 or +2h, on the clock of {zone}.",
        de: "„{time}“ ist keine Zeit, die ich lesen kann: Schreiben Sie 14:00, morgen 9:00, 2026-12-01 14:00 oder +2h, nach der Uhr von {zone}.",
        fr: "Je ne sais pas lire l’heure «\u{a0}{time}\u{a0}»\u{a0}: écrivez 14:00, demain 9:00, 2026-12-01 14:00 ou +2h, à l’heure de {zone}.",
        es: "«{time}» no es una hora que yo entienda: escriba 14:00, mañana 9:00, 2026-12-01 14:00 o +2h, en la hora de {zone}.",
        pt: "“{time}” não é um horário que eu entenda: escreva 14:00, amanhã 9:00, 2026-12-01 14:00 ou +2h, no horário de {zone}.",
        ja: "「{time}」は時刻として読めません。14:00、明日 9:00、2026-12-01 14:00、+2h のように、{zone} の時刻で書いてください。",
    }
    /// Said to a change that would be over.
    RotaOver {
        en: "That is over already, or ends before it begins: say a later time until which it counts.",
        de: "Das ist schon vorbei oder endet, bevor es beginnt: Nennen Sie eine spätere Zeit, bis zu der es gilt.",
        fr: "C’est déjà passé, ou cela finit avant de commencer\u{a0}: donnez une heure de fin plus tardive.",
        es: "Eso ya ha pasado, o termina antes de empezar: diga una hora de fin posterior.",
        pt: "Isso já passou, ou termina antes de começar: diga um horário de fim posterior.",
        ja: "すでに過ぎているか、開始より前に終わります。もっと後の終了時刻を指定してください。",
    }
    /// Said to a change that reaches too far.
    RotaTooFar {
        en: "That is more than a year ahead: for so long, the schedule itself is changed.",
        de: "Das ist mehr als ein Jahr voraus: Für so lange wird der Plan selbst geändert.",
        fr: "C’est dans plus d’un an\u{a0}: pour si longtemps, on change le planning lui-même.",
        es: "Falta más de un año: para tanto tiempo se cambia el horario mismo.",
        pt: "Falta mais de um ano: para tanto tempo, muda-se a própria escala.",
        ja: "1年より先です。それほど長い変更は、スケジュール自体を変えてください。",
    }
    /// Said to a change without an end, where nobody takes over.
    RotaEndless {
        en: "Nobody takes over after that by the schedule: say until when.",
        de: "Danach übernimmt nach dem Plan niemand: Sagen Sie, bis wann.",
        fr: "Personne ne prend le relais ensuite selon le planning\u{a0}: dites jusqu’à quand.",
        es: "Nadie toma el relevo después según el horario: diga hasta cuándo.",
        pt: "Ninguém assume depois disso pela escala: diga até quando.",
        ja: "スケジュール上、その後に交代する人がいません。いつまでかを指定してください。",
    }
    /// Said to a change that changes nothing.
    RotaAnyway {
        en: "That changes nothing: {who} is on call then anyway.",
        de: "Das ändert nichts: {who} hat dann ohnehin Bereitschaft.",
        fr: "Cela ne change rien\u{a0}: {who} est de toute façon d’astreinte à ce moment-là.",
        es: "Eso no cambia nada: {who} está de guardia entonces de todos modos.",
        pt: "Isso não muda nada: {who} já está de plantão nesse período.",
        ja: "何も変わりません。その期間はもともと {who} が当番です。",
    }
    /// Said where somebody is to be stood in for who is not on call.
    RotaNotThen {
        en: "{who} is not on call by **{schedule}** then.",
        de: "{who} hat dann nach **{schedule}** keine Bereitschaft.",
        fr: "{who} n’est pas d’astreinte selon **{schedule}** à ce moment-là.",
        es: "{who} no está de guardia según **{schedule}** entonces.",
        pt: "{who} não está de plantão por **{schedule}** nesse período.",
        ja: "{who} はその期間、**{schedule}** の当番ではありません。",
    }
    /// Said where somebody has no shift to swap, or to be stood in for.
    RotaNoShift {
        en: "{who} has no shift to come by **{schedule}**.",
        de: "{who} hat nach **{schedule}** keine Schicht vor sich.",
        fr: "{who} n’a aucun tour à venir selon **{schedule}**.",
        es: "{who} no tiene ningún turno próximo según **{schedule}**.",
        pt: "{who} não tem nenhum turno próximo por **{schedule}**.",
        ja: "{who} には **{schedule}** の番の予定がありません。",
    }
    /// Said where a bot is to be on call.
    RotaNoBots {
        en: "A bot cannot be on call.",
        de: "Ein Bot kann keine Bereitschaft haben.",
        fr: "Un bot ne peut pas être d’astreinte.",
        es: "Un bot no puede estar de guardia.",
        pt: "Um bot não pode ficar de plantão.",
        ja: "ボットは当番になれません。",
    }
    /// Told those on call, in one line.
    RotaChanged {
        en: "{by} has changed who is on call: {changes}",
        de: "{by} hat geändert, wer Bereitschaft hat: {changes}",
        fr: "{by} a changé qui est d’astreinte\u{a0}: {changes}",
        es: "{by} ha cambiado quién está de guardia: {changes}",
        pt: "{by} mudou quem está de plantão: {changes}",
        ja: "{by} が当番を変更しました：{changes}",
    }
    /// Told those on call, in one line.
    RotaUndone {
        en: "{by} has undone a change of who is on call: {changes}",
        de: "{by} hat eine Änderung der Bereitschaft zurückgenommen: {changes}",
        fr: "{by} a annulé un changement d’astreinte\u{a0}: {changes}",
        es: "{by} ha deshecho un cambio de guardia: {changes}",
        pt: "{by} desfez uma mudança de plantão: {changes}",
        ja: "{by} が当番の変更を取り消しました：{changes}",
    }
    /// Told whoever changed who is on call.
    RotaDone { en: "Done: {changes}", de: "Erledigt: {changes}", fr: "C’est fait\u{a0}: {changes}", es: "Hecho: {changes}", pt: "Feito: {changes}", ja: "完了：{changes}" }
    /// Told whoever undid it.
    RotaTakenBack {
        en: "Undone: {changes}",
        de: "Zurückgenommen: {changes}",
        fr: "Annulé\u{a0}: {changes}",
        es: "Deshecho: {changes}",
        pt: "Desfeito: {changes}",
        ja: "取り消し：{changes}",
    }
    /// Told whoever changed who is on call where that was changed before.
    RotaNewest {
        en: "Changes made before that lie in this time: {count}. The newest counts.",
        de: "Frühere Änderungen, die in diese Zeit fallen: {count}. Die neueste gilt.",
        fr: "Changements antérieurs sur cette période\u{a0}: {count}. Le plus récent compte.",
        es: "Cambios anteriores en ese tiempo: {count}. Cuenta el más reciente.",
        pt: "Mudanças anteriores nesse período: {count}. Vale a mais recente.",
        ja: "この期間には以前の変更があります：{count}件。新しいものが優先されます。",
    }
    /// Told whoever asks to undo what there is not.
    RotaNothingToUndo {
        en: "There is no change of yours that still counts.",
        de: "Es gibt keine Änderung von Ihnen, die noch gilt.",
        fr: "Aucun changement de votre part n’est encore en vigueur.",
        es: "No hay ningún cambio suyo que siga vigente.",
        pt: "Não há nenhuma mudança sua que ainda valha.",
        ja: "あなたの変更で、まだ有効なものはありません。",
    }
    /// Told whoever comes on call.
    HandoffBegun {
        en: "You are on call now, by **{schedule}**.",
        de: "Sie haben jetzt Bereitschaft, nach **{schedule}**.",
        fr: "Vous êtes maintenant d’astreinte, selon **{schedule}**.",
        es: "Ahora está de guardia, según **{schedule}**.",
        pt: "Você está de plantão agora, por **{schedule}**.",
        ja: "あなたは今から **{schedule}** の当番です。",
    }
    /// After that, whom they take over from.
    HandoffFrom {
        en: "Before you it was {who}.",
        de: "Vor Ihnen war es {who}.",
        fr: "Avant vous, c’était {who}.",
        es: "Antes era {who}.",
        pt: "Antes de você era {who}.",
        ja: "前の当番は {who} です。",
    }
    /// After that, how long it lasts.
    HandoffEnds {
        en: "It ends {until}.",
        de: "Sie endet {until}.",
        fr: "Elle finit le {until}.",
        es: "Termina el {until}.",
        pt: "Termina em {until}.",
        ja: "{until} までです。",
    }
    /// Heading over what waits for whoever comes on call.
    HandoffCases {
        en: "Open cases: {count}",
        de: "Offene Fälle: {count}",
        fr: "Demandes ouvertes\u{a0}: {count}",
        es: "Casos abiertos: {count}",
        pt: "Chamados abertos: {count}",
        ja: "未解決の案件：{count}件",
    }
    /// In the place of that.
    HandoffNoCases {
        en: "No case is open.",
        de: "Kein Fall ist offen.",
        fr: "Aucune demande n’est ouverte.",
        es: "No hay ningún caso abierto.",
        pt: "Nenhum chamado está aberto.",
        ja: "未解決の案件はありません。",
    }
    /// After the cases that are listed.
    HandoffMore {
        en: "There are more: `/case list` shows all.",
        de: "Es gibt mehr: `/fall liste` zeigt alle.",
        fr: "Il y en a d’autres\u{a0}: `/demande liste` les montre toutes.",
        es: "Hay más: `/caso lista` los muestra todos.",
        pt: "Há mais: `/chamado lista` mostra todos.",
        ja: "他にもあります。`/案件 一覧` ですべて表示できます。",
    }
    /// Before the latest note on a case.
    HandoffNote { en: "Last note:", de: "Letzte Notiz:", fr: "Dernière note\u{a0}:", es: "Última nota:", pt: "Última nota:", ja: "最後のメモ：" }
    /// Button by which whoever comes on call says that they know.
    HandoffIHaveIt as Label { en: "I have it", de: "Ich übernehme", fr: "Je prends le relais", es: "Lo tengo", pt: "Está comigo", ja: "引き継ぎました" }
    /// In its place, when it was pressed.
    HandoffTaken {
        en: "You have it: you said so {when}.",
        de: "Sie haben übernommen: So haben Sie es {when} gesagt.",
        fr: "Vous avez pris le relais\u{a0}: vous l’avez dit {when}.",
        es: "Lo tiene: lo dijo {when}.",
        pt: "Está com você: você disse isso {when}.",
        ja: "引き継ぎ済みです（{when}）。",
    }
    /// The same, in the channel.
    HandoffTakenBy {
        en: "{who} has it: said so {when}.",
        de: "{who} hat übernommen: so gesagt {when}.",
        fr: "{who} a pris le relais\u{a0}: c’était dit {when}.",
        es: "{who} lo tiene: lo dijo {when}.",
        pt: "Está com {who}: disse isso {when}.",
        ja: "{who} が引き継ぎました（{when}）。",
    }
    /// Said to anyone else who presses it.
    HandoffNotYours {
        en: "That is somebody else’s shift.",
        de: "Das ist die Schicht von jemand anderem.",
        fr: "C’est le tour de quelqu’un d’autre.",
        es: "Ese es el turno de otra persona.",
        pt: "Esse é o turno de outra pessoa.",
        ja: "これは他の人の番です。",
    }
    /// Told those on call before the shift of somebody who is gone.
    ShiftGone {
        en: "{who} comes on call by **{schedule}** {when}, and is not in this server any more. Put somebody else in with `/oncall override`.",
        de: "{who} hat {when} nach **{schedule}** Bereitschaft und ist nicht mehr auf diesem Server. Setzen Sie mit `/dienstplan ersetzen` jemand anderen ein.",
        fr: "{who} sera d’astreinte selon **{schedule}** {when}, et n’est plus sur ce serveur. Mettez quelqu’un d’autre avec `/astreintes remplacer`.",
        es: "{who} entra de guardia según **{schedule}** {when}, y ya no está en este servidor. Ponga a otra persona con `/guardias reemplazar`.",
        pt: "{who} entra de plantão por **{schedule}** {when}, e não está mais neste servidor. Coloque outra pessoa com `/plantões substituir`.",
        ja: "{who} は {when} に **{schedule}** の当番になりますが、もうこのサーバーにいません。`/当番表 指定` で他の人を当番にしてください。",
    }
    /// Told those on call before the shift of somebody who cannot see their channel.
    ShiftBlind {
        en: "{who} comes on call by **{schedule}** {when}, and cannot see this channel. Let them in, or put somebody else in with `/oncall override`.",
        de: "{who} hat {when} nach **{schedule}** Bereitschaft und sieht diesen Kanal nicht. Geben Sie Zugang, oder setzen Sie mit `/dienstplan ersetzen` jemand anderen ein.",
        fr: "{who} sera d’astreinte selon **{schedule}** {when}, et ne voit pas ce salon. Donnez-lui accès, ou mettez quelqu’un d’autre avec `/astreintes remplacer`.",
        es: "{who} entra de guardia según **{schedule}** {when}, y no ve este canal. Dele acceso, o ponga a otra persona con `/guardias reemplazar`.",
        pt: "{who} entra de plantão por **{schedule}** {when}, e não vê este canal. Dê acesso, ou coloque outra pessoa com `/plantões substituir`.",
        ja: "{who} は {when} に **{schedule}** の当番になりますが、このチャンネルを見られません。見られるようにするか、`/当番表 指定` で他の人を当番にしてください。",
    }
}
