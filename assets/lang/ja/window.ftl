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

## OOM キルがない場合

window-reading = 読み込み中…
window-reading-words = OOM キルは、見つかり次第ここに表示されます。
window-nothing-read = 何も読み込めませんでした
window-no-kill = これらのログに OOM キルはありません
window-stopped-words = 読み込みは途中で停止されました。残りの部分に OOM キルが含まれている可能性があります。
window-sentence = { $words }。
window-open-others = ほかのログを開く…
window-what-was-read = 読み込んだもの
window-drop-to-add = ドロップすると、開いているものに追加します
window-drop-to-open = ドロップすると開きます (Ctrl を押しながらで追加)

## 結果の通知

window-saved = { $path } に保存しました
window-report-not-made = レポートを作成できませんでした: { $why }

## ツールバーのボタンとメニュー

window-open = 開く…
window-recent = 履歴
window-paste = 貼り付け
window-paste-hint = クリップボードにあるログの行を開きます (Ctrl+V)
window-paste-lines = クリップボードにあるログの行を開く
window-add = 開いているものに追加…
window-open-by-path = パスを入力して開く…
window-close-all = すべて閉じる
window-reopen = 前に開いていたものを開き直す
window-nothing-opened = まだ何も開いていません
window-recent-masked = マスク中は、ファイル名を表示しません
window-sample = サンプルのログ
window-export = 書き出し
window-export-html = レポートを HTML で保存…
window-export-markdown = レポートを Markdown で保存…
window-export-csv = OOM キルを CSV で保存…
window-export-tsv = OOM キルを TSV で保存…
window-export-ticket = チケット用テキスト (Markdown) を保存…
window-export-jira = チケット用テキスト (Jira) を保存…
window-copy-ticket = チケット用テキスト (Markdown) をコピー
window-copy-ticket-jira = チケット用テキスト (Jira) をコピー
window-export-json = すべてを JSON で保存…
window-export-jsonl = OOM キルを JSON Lines で保存…
window-copy-card = カードを画像としてコピー
window-picture-of = OOM キル・タイムライン・全体の画像…
window-theme = ライト・ダーク
window-theme-system = システムに合わせる
window-theme-light = ライト
window-theme-dark = ダーク
window-calm = 動きを減らす
window-calm-hint = フェード、スライド、点滅をなくします
window-moves = 動きを元に戻す
window-mask = マスク
window-mask-hint = ノード、Pod、プロセス、アドレスを、画面と書き出すものすべてで仮の名前に置き換えます (Ctrl+M)
window-mask-later = すべてを読み込んだ後で使えます
window-show-all-kills = すべての OOM キルを表示
window-show-all-kills-hint = すべての OOM キルを表示します (Esc)
window-filter-regex = 正規表現で絞り込みます
window-filter = 絞り込み: プロセス、Pod など
window-lanes-verdict = 判定
window-lanes-pod = Pod
window-lanes-host = ノード
window-lanes-victim = プロセス

## キーの働き

window-shortcuts = キーボードショートカット
window-shortcut-hint = { $what } ({ $keys })
window-group-logs = ログ
window-group-kills = OOM キル
window-group-timeline = タイムライン
window-group-tabs = カードの下
window-group-pass-on = 共有
window-group-window = ウィンドウ
window-key-open = ログを開く
window-key-add = 開いているものに加えてログを開く
window-key-open-path = パスを入力してログを開く
window-key-close = すべてのログを閉じる
window-key-account = 読み込んだもの
window-key-copy-card = OOM キルのカードを画像としてコピー
window-key-picture = OOM キル、タイムライン、または全体の画像を作成
window-key-save-report = レポートを HTML で保存
window-key-mask = 仮の名前と実際の名前を切り替え
window-key-help = このショートカット一覧を表示
window-key-commands = コマンドや OOM キルを名前で検索
window-key-choose-all = 一覧をすべて選択
window-key-compare = 選択した 2 件、または一連の OOM キルの直前の 1 件と比較
window-key-filter = OOM キルを絞り込む
window-key-find-in-log = ログ内を検索
window-key-go-to-line = ログの行へ移動
window-key-wrap-log = ログの長い行の折り返しを切り替え
window-key-list-finds = 見つかった行の一覧の表示を切り替え
window-key-next = 次の OOM キル (↓ も可)
window-key-previous = 前の OOM キル (↑ も可)
window-key-page-down = 10 件次へ
window-key-page-up = 10 件前へ
window-key-first = 最初の OOM キル
window-key-last = 最後の OOM キル
window-key-unfold = 一連の OOM キルを展開
window-key-fold = 一連の OOM キルを折りたたむ
window-key-choose-next = 次の OOM キルも選択
window-key-choose-previous = 前の OOM キルも選択
window-key-next-in-time = タイムラインの次の OOM キル
window-key-previous-in-time = タイムラインの前の OOM キル
window-key-zoom-in = タイムラインを拡大
window-key-zoom-out = タイムラインを縮小
window-key-zoom-fit = タイムライン全体
window-key-next-find = ログ内の次の一致
window-key-previous-find = ログ内の前の一致
window-key-escape = 手前のものを閉じる、なければすべて表示

## コマンドの検索

window-quick = コマンド、ファイル、プロセス、Pod を入力
window-quick-none = 該当する名前はありません
window-quick-colours = 配色: { $theme }
window-quick-lanes = タイムラインのレーン: { $lanes }
window-quick-sort = 並べ替え: { $order }
window-quick-columns = タスクの一覧の列を最初の状態に戻す
window-quick-sample = サンプルのログを開く
window-quick-open = { $path } を開く

## シート

window-close = 閉じる
window-not-read = 読み込まれていません: { $why }
window-userspace-kills = カーネル以外による強制終了を示す kubelet、systemd-oomd、earlyoom の行が { $count } 行あります
window-nothing-yet = まだありません
window-close-one = { $name } を閉じる
window-close-one-hint = { $name } を閉じます。ほかのものは読み込み直されます
window-lines = { $count } 行
window-not-to-its-end = 最後まで読み込めませんでした
window-note-at-line = • { $note } ({ $line } 行目)
window-note-at-lines = • { $note } ({ $first }–{ $last } 行目)
window-open-path-words = ファイルまたはフォルダーのパスを入力するか、ウィンドウにファイルをドロップするか、コマンドラインで指定してください。[開く…] でファイル選択ダイアログが表示されない場合は、xdg-desktop-portal-gtk または zenity をインストールしてください。
window-open-path-verb = 開く
window-save-path = パスを入力して保存
window-save-path-words = このデスクトップにはファイル選択ダイアログがありません。保存先を入力してください。
window-save-path-verb = 保存
window-path = パス

## 閉じる・開き直す

window-logs = ログ { $count } 個
window-closed = { $what } を閉じました
window-stdin-would-be-lost = 標準入力は一度しか読み込めません。ほかのログを閉じると失われます
window-stdin-gone = 標準入力は一度しか読み込めないため、もうありません
window-stdin-not-shown = 標準入力は一度しか読み込めないため、表示されなくなりました
window-nothing-before = 前に開いていたものはありません
window-masked-log = ログ
window-standard-input = 標準入力
window-title-reading = oomscope – { $what } – 読み込み中
window-title-signs = oomscope – { $what } – 強制終了の手掛かり { $count } 件
window-title-kills = oomscope – { $what } – OOM キル { $count } 件
window-title-incidents = oomscope – { $what } – インシデント { $count } 件
window-undo = 元に戻す
window-open-folder = フォルダーを開く
window-close-message = このメッセージを閉じます
window-clipboard-empty = クリップボードにテキストがありません。先にログの行をコピーしてください
window-copied = { $what }をコピーしました
window-copied-card = カードを画像としてコピーしました
window-copied-timeline = タイムラインを画像としてコピーしました
window-copied-overview = 全体を画像としてコピーしました
window-copied-ticket = チケット用テキスト
window-copied-words = 画像の文章
window-lines-busy = 今はログの行を取得できません

## 見出し

window-none-yet = OOM キルはまだ見つかっていません
window-none-found = OOM キルは見つかりませんでした
window-stopped = 停止しました。残りは読み込まれていません
window-sources = ソース { $count } 個
window-notes = 注記 { $count } 件
window-account-hint = 読み込んだもの、飛ばしたもの、不審な点を表示します
window-stop = 停止
window-stop-hint = 読み込みを停止します。見つかったものは残ります
window-read = { $size } を読み込み済み
window-read-of = { $total } 中 { $size } を読み込み済み

window-select-a-kill = 一覧またはタイムラインで OOM キルを選択してください

window-key-fold-tabs = タブを折りたたむ・展開する
window-quick-language = 言語: { $language }

## その他

window-too-busy = 処理が混み合っています。しばらくしてからもう一度お試しください
window-dialog-open = ログを開く
window-dialog-save = 保存
window-the-sample-log = サンプルのログ
window-pasted-text = 貼り付けたテキスト

## 時刻

window-times = 時刻
window-times-printed = 時刻: ログの表記のまま
window-times-in = 時刻: { $zone }
window-times-zone-computer = このコンピューター
window-times-partly-in = 時刻: { $zone } (一部はログの表記のまま)
window-times-year-assumed = 年は推定
window-times-year-set = 年は { $year } 年に手動設定
window-times-zone-set = ログのタイムゾーンは手動設定
window-times-hint = 時刻を表示するタイムゾーンと、推定している内容です
window-times-show = 時刻の表示
window-times-choice-printed = ログの表記のまま
window-times-show-hint = 画面、画像、レポートに適用されます。ログの内容そのものは変わりません。
window-times-without-zone = タイムゾーンの記録がないログ
window-times-log-zone = ログのタイムゾーン
window-times-not-known = 不明
window-times-without-zone-hint = 記録されたタイムゾーンを指定しない限り、時刻は変換されません。指定に基づくものには推定と表示されます。
window-times-without-year = 日付に年がないログ
window-times-without-year-hint = ログの最後の行の年です。それより前の年は年の変わり目ごとに決まります。推定と表示されます。
window-times-choice-computer = このコンピューター
window-times-typed = 入力したタイムゾーンです
window-times-another = { $what }: タイムゾーン (Europe/Berlin など) または UTC との差を入力します
window-times-offset = { $what }: タイムゾーンまたは UTC との差
window-times-set = 設定
window-times-write-like = Europe/Berlin や +09:00 のように入力してください
window-times-earlier = 1 年前
window-times-later = 1 年後
window-times-as-inferred = 推定のまま
window-times-correct-year = 年を修正…
window-times-stdin = 標準入力は一度しか読み込めません。ファイルに保存して開くか、oomscope report に --year と --log-zone を付けて使ってください
window-tabs-unfold = タブを展開します (T)
window-tabs-fold = タブを折りたたみます (T)
window-open-folder-of-logs = フォルダーを開く…
window-dialog-folder = ログのフォルダーを開く
window-nothing-at-path = { $path } には何もありません。開いているログはそのままです
window-key-times = 時刻: タイムゾーンと年…
window-quick-also-system = テーマ 外観 theme
window-quick-also-light = テーマ 外観 ライト theme light
window-quick-also-dark = テーマ 外観 ダーク theme dark
window-quick-also-lanes = タイムライン 行 timeline lanes
window-quick-also-times = 年 タイムゾーン 時刻 year zone utc
window-quick-kill = OOM キル { $number }: { $victim } · { $place } · { $scope }
window-key-series = 選択中の OOM キルを含む一連の記録 (メモリと間隔) を表示
window-key-only-owner = この OOM キルの Pod だけを表示、またはすべてを表示
window-key-affected = 影響範囲を表示、または OOM キルに戻る
window-key-only-workload = この OOM キルのワークロードだけを表示、またはすべてを表示
window-times-by-region = 地域から選択
window-times-by-region-of = { $what }: 地域から選択
window-times-example = Tokyo、+09:00 など
