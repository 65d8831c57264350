# カードの下のタブ

## 統計

tabs-no-statistics = この OOM キルのメモリ統計は、ログにありません。
tabs-no-statistics-why = カーネルが出力するのは cgroup の上限に達した場合だけです。途中で切れるカーネルもあります。
tabs-statistics-of = { $cgroup } とその配下の合計 (出力のとおり)
tabs-statistics-key = 項目
tabs-statistics-value = 値
tabs-statistics-share = 使用量比
tabs-statistics-meaning = 意味
tabs-show-its-line = クリックするとログの行を表示します

## ノードのメモリ

tabs-no-node-memory = この OOM キルの時点のノードのメモリの値は、ログにありません。
tabs-no-node-memory-why = カーネルが出力するのは、cgroup の上限が理由ではない場合だけです。
tabs-ram = RAM { $size }
tabs-reserved = 予約 { $size }
tabs-page-cache = ページキャッシュ { $size }
tabs-swap = スワップ { $size }
tabs-swap-free = スワップの空き { $size }
tabs-zones = ゾーン
tabs-zones-hint = カーネルは、空きが「min」を下回ると通常の要求を拒否し、「low」を下回るとバックグラウンドでメモリを回収します。
tabs-zone = ゾーン
tabs-zone-free = 空き
tabs-zone-min = min
tabs-zone-low = low
tabs-zone-high = high
tabs-zone-managed = 管理対象
tabs-zone-free-against-high = high に対する空き
tabs-zone-of-node = ノード { $node } { $zone }
tabs-zone-not-in-log = ログになし
tabs-zone-in-words = high { $high } に対して空き { $free }
tabs-holders = メモリの使用元
tabs-zones-picture = 空きと、要求が使えた量
tabs-zones-picture-hint = 太線は min、続いて low と high です。色付きは要求が使えた量、灰色はほかの要求、CMA、アトミックな要求のために確保された量です
tabs-zone-not-usable = この要求の対象外
tabs-zone-passes = min を上回る
tabs-zone-refuses = 拒否
tabs-zone-untold = ログからは不明
tabs-counters = カウンター
tabs-pages = { $count } ページ
tabs-slab = 回収できないスラブ
tabs-more-in-log = ほか { $count } 件はログにあります

## タブ

tabs-tasks = タスク
tabs-log = ログ
tabs-statistics = 統計
tabs-node-memory = ノードのメモリ
tabs-stack = スタック

## タスク

tabs-no-tasks = この OOM キルのタスクの一覧は、ログにありません。
tabs-filter-tasks = 絞り込み: 名前、PID
tabs-filter-tasks-hint = プロセスを絞り込みます
tabs-group-by-name = 名前でまとめる
tabs-killed-on-top = 強制終了を先頭に
tabs-killed-on-top-hint = 強制終了されたプロセスと OOM の発生元を、常にほかより上に表示します
tabs-columns = 列
tabs-copy = コピー
tabs-as-spreadsheet = 表計算用の表として
tabs-as-markdown = Markdown として
tabs-rows = { $count } 行
tabs-move-right = 「{ $column }」を右へ
tabs-move-left = 「{ $column }」を左へ
tabs-columns-reset = 最初の状態に戻す
tabs-columns-reset-hint = 列の数と幅を、画面に収まるように決めます
tabs-columns-hint = 見出しをドラッグすると移動、端をドラッグすると幅を変更できます。
tabs-processes = プロセス { $count } 個
tabs-some-processes = プロセス { $all } 個中 { $shown } 個
tabs-table = プロセス
tabs-column-name = 名前
tabs-column-processes = プロセス数
tabs-column-pid = PID
tabs-column-tgid = TGID
tabs-column-uid = UID
tabs-column-resident = 常駐
tabs-column-share = 割合
tabs-column-anonymous = 匿名
tabs-column-file = ファイル
tabs-column-shared = 共有
tabs-column-virtual = 仮想
tabs-column-page-tables = ページテーブル
tabs-column-swap = スワップ
tabs-column-adjustment = 補正値
tabs-column-badness = スコア
tabs-heading-hint = { $word } · クリックで並べ替え、もう一度で逆順、右クリックで列の選択
tabs-task-in-words = プロセス { $pid } { $name }、常駐 { $size }
tabs-task-in-words-killed = プロセス { $pid } { $name }、常駐 { $size }、強制終了
tabs-task-in-words-asked = プロセス { $pid } { $name }、常駐 { $size }、OOM の発生元
tabs-badge-killed = 強制終了
tabs-badge-trigger = 発生元
tabs-total = 合計: { $processes }
tabs-total-of-column = { $column } { $value }
tabs-total-hint = プロセス間で共有されるページはそれぞれのプロセスで数えられるため、合計が実際の使用量を超えることがあります
tabs-not-in-log = ログになし
tabs-pages-and-bytes = { $pages } ページ · { $bytes } バイト
tabs-bytes = { $bytes } バイト
tabs-share-of-pages = 全プロセスの常駐ページ { $whole } のうち { $part }

## ログ

tabs-only-own = この OOM キルの行のみ
tabs-only-own-hint = ほかのプログラムの行と、この OOM キルの前後の行を除きます
tabs-find = ログ内を検索
tabs-find-hint = このソースのすべての行から検索します (Ctrl+Shift+F)
tabs-find-regex = 正規表現で検索します
tabs-find-previous = 前の一致 (Shift+Enter)
tabs-find-next = 次の一致 (Enter)
tabs-find-kept-hint = このソースは一度しか読み込めないため、OOM キルの前後の行だけが保持されています
tabs-searching = 検索中
tabs-not-found = 見つかりません
tabs-lines = { $count } 行
tabs-find-of = { $count } 件中 { $number } 件目
tabs-list-finds = 一覧
tabs-find-in-words = { $number } 行目で見つかりました: { $text }
tabs-finds-left = ほか { $count } 行は一覧にありません
tabs-wrap = 折り返し
tabs-minimap = ログ全体の縮小図
tabs-minimap-line = { $line } 行目
tabs-copy-lines-whole = 選択した行をコピー
tabs-copy-lines-bare = 選択した行を先頭の情報なしでコピー
tabs-show-its-kill = この行の OOM キルを表示
tabs-copy-row = この行をコピー
tabs-only-named = 名前が { $name } のプロセスのみ
tabs-line = 行番号
tabs-line-hint = 行番号を入力して移動します (Ctrl+G)
tabs-first-line = ソースの先頭の行
tabs-last-line = ソースの末尾の行
tabs-copy-selected-whole = 選択した行をそのまま
tabs-copy-selected-bare = 選択した行を、先頭の日時などを除いて
tabs-copy-own-whole = この OOM キルの行をそのまま
tabs-copy-own-bare = この OOM キルの行を、先頭の日時などを除いて
tabs-show-here = このソースでの OOM キルを表示します
tabs-fetching = 行を取得しています…
tabs-lines-of-report = レポートに引用されている行です。ログそのものはここにありません
tabs-lines-not-kept = このソースはストリームから読み込まれたため、行は保持されていません。
tabs-no-stack = この OOM キルのコールトレースは、ログにありません。
tabs-lines-in-words = ログの行
tabs-line-in-words = { $number } 行目: { $text }
tabs-places = { $count } か所
