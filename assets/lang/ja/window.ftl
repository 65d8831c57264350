# 画面の文言

## ツールバー

language = 言語
language-system = システムに合わせる
language-no-font = 日本語 (表示できるフォントがありません)
language-cannot-write = 日本語を表示できるフォントがないため、英語で表示しています。日本語のフォント (Debian と Ubuntu では fonts-noto-cjk) をインストールして、oomscope を起動し直してください

## 何も開いていない画面

window-empty-title = どのメモリ上限に達したのか
window-empty-words = Linux ノードのログ (syslog、kern.log、ジャーナルのエクスポート、dmesg、サポート用のバンドル全体。圧縮されていてもかまいません) を開いてください。カーネルの OOM killer による強制終了をすべて見つけ、根拠となる行とともに説明します。データがこのマシンの外に送られることはありません。
window-open-logs = ログを開く…
window-try-sample = サンプルを試す
window-drop-or-paste = ファイルやフォルダーをここにドロップするか、Ctrl+V で行を貼り付けることもできます。
window-opened-before = 最近開いたもの

## OOMキルがない場合

window-reading = 読み込み中…
window-reading-words = OOMキルは、見つかり次第ここに表示されます。
window-nothing-read = 何も読み込めませんでした
window-no-kill = これらのログに OOMキルはありません
window-stopped-words = 読み込みは途中で停止されました。残りの部分に OOMキルがあるかもしれません。
window-skipped = { $name }: { $why }。
window-sentence = { $words }。
window-open-others = ほかのログを開く…
window-what-was-read = 読み込んだもの
window-drop-to-add = ドロップすると、開いているものに追加します
window-drop-to-open = ドロップすると開きます (Ctrl を押しながらで追加)
