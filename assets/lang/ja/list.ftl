# OOM キルの一覧とタイムライン

## タイムライン

list-timeline-in-words = タイムライン: OOM キル { $count } 件
list-other-programs = ほかのプログラム
list-another-program = ほかのプログラム
list-companion-hint = { $place } · クリックするとログに表示します
list-event-hint = クラスターのイベント、{ $time }、{ $source }
list-event-repeated-hint = クラスターのイベント、{ $count } 回、最後は { $time }、{ $source }
list-events-left-out = { $zone } クラスターのイベント { $count } 件は UTC で記録されていますが、ログのタイムゾーンが不明なため、ここには表示していません。
list-others-close-by = 近くにほか { $count } 件: ホイールで拡大できます
list-stretch = { $from } – { $to } · { $length } · OOM キル { $kills } 件
list-only-this-lane = { $name } だけを表示、またはすべてを表示します
list-fit = 全体
list-fit-hint = すべての OOM キルを表示します (ダブルクリック)
list-lanes-hint = タイムラインのレーンを選びます
list-other-lanes = ほか { $count } 件
list-since-boot = 起動から
list-zone-boot = 日時のある行がないため、軸は起動からの秒数です。
list-zone-of-log = ログに記録されたタイムゾーン、または上で選んだタイムゾーンです。
list-zone-none = ログに共通のタイムゾーンが記録されていないため、時刻は出力のとおりに表示しています。
list-without-time = { $zone } OOM キル { $count } 件は該当する時刻がないため、一覧にだけ表示しています。
list-length-days = { $days } 日
list-length-days-hours = { $days } 日 { $hours } 時間
list-length-hours = { $hours } 時間
list-length-hours-minutes = { $hours } 時間 { $minutes } 分
list-length-minutes = { $minutes } 分
list-length-minutes-seconds = { $minutes } 分 { $seconds } 秒
list-length-seconds = { $seconds } 秒
list-length-milliseconds = { $milliseconds } ミリ秒
list-axis-seconds = { $seconds } 秒
list-axis-year = { $year }年

## 行

list-no-victim-asked = 強制終了なし (発生元 { $name })
list-victim-cut-off = 強制終了されたプロセスの記録はログで途切れています
list-panicked = 強制終了なし (カーネルパニック)
list-no-victim = 対象はログになし
list-kill = OOM キル { $number }
list-row-label = OOM キル { $number }: { $victim }、{ $scope }、{ $when }
list-row-label-on-host = OOM キル { $number }: { $victim }、{ $scope }、{ $when }、ノード { $host }
list-time-not-in-log = 時刻はログになし
list-pod-by-uid = Pod { $uid }
list-container-by-id = コンテナー { $id }
list-not-in-log = ログになし
list-day-year-assumed = { $day } (年は推定)
list-day-not-in-log = 日付はログになし
list-series-label = { $title }: OOM キル { $kills } 件

## 一覧の見出し

list-kills = OOM キル { $count } 件
list-incidents = インシデント { $count } 件
list-some-kills = OOM キル { $all } 件中 { $shown } 件
list-some-incidents = インシデント { $all } 件中 { $shown } 件
list-sort-hint = 並べ替えます。同じ項目をもう一度選ぶと逆順になります
list-sort-time = 時刻
list-sort-victim = プロセス
list-sort-held = メモリ使用量
list-sort-owner = Pod
list-sort-verdict = 判定
list-sort-host = ノード
list-gather = 繰り返しをまとめる
list-gather-hint = 同じコンテナー、Pod、プロセスの OOM キルを 1 行にまとめます
list-unfold-all = すべて展開
list-fold-all = すべて折りたたむ
list-none-fits = 絞り込みに一致する OOM キルはありません
list-all-shown-again = 絞り込みで隠れていたため、すべての OOM キルを表示しました
list-the-expression = 正規表現「{ $text }」
list-the-text = 文字列「{ $text }」
list-show-all-kills = OOM キル { $count } 件をすべて表示

## 絞り込み

list-not-an-expression = 「{ $text }」は正規表現ではありません: { $why }
list-expression-too-large = 「{ $text }」は正規表現として使用できません: 大きすぎます
list-nodes = ノード { $count } 個
list-pods = Pod { $count } 個
list-processes = プロセス { $count } 個
list-workloads = ワークロード { $count } 個
list-some-nodes = ノード (選択 { $count } 個)
list-some-pods = Pod (選択 { $count } 個)
list-some-processes = プロセス (選択 { $count } 個)
list-some-workloads = ワークロード (選択 { $count } 個)
list-all-nodes = すべてのノード
list-all-pods = すべての Pod
list-all-processes = すべてのプロセス
list-all-workloads = すべてのワークロード
list-more-by-filter = ほか { $count } 件は絞り込みで見つかります
list-part-of-timeline = タイムラインの一部 ✖
list-sign = 強制終了の手掛かり
list-signs = 手掛かり { $count } 件
list-some-signs = 手掛かり { $all } 件中 { $shown } 件
list-sign-evicted = 退避
list-sign-exit-137 = 終了コード 137
list-sign-not-counted = カーネルのレポートではないため、OOM キルには数えません
list-sign-as-text = 手掛かり (テキスト)
list-show-all = ✖ すべて表示
list-show-all-hint = 絞り込みをすべて解除します (Esc)

## 影響範囲

affected-hint = 行をクリックすると、その OOM キルだけを一覧に表示します。もう一度クリックするとすべてを表示します。見出しをクリックすると並べ替えます
affected-close = OOM キルに戻る

## 複数の選択

list-selected = OOM キル { $count } 件を選択中
list-select-one = 選択を 1 件に戻します (Esc)
list-compare = 比較
list-compare-needs-two = 比較できるのは 2 件です
list-compare-with-previous = 前の OOM キルと比較
list-compare-ends = 一連の OOM キルの最初と最後を比較
list-save-this = この OOM キルを { $format } で保存…
list-save-these = 選択した OOM キルを { $format } で保存…
list-compare-the-two = 2 件を比較
list-select-series = この一連の OOM キルをすべて選択
list-only-owner = { $name } の OOM キルだけを表示
list-only-workload = { $name } の OOM キルだけを表示
list-only-host = ノード { $name } の OOM キルだけを表示
list-only-victim = プロセス { $name } の OOM キルだけを表示
list-select-list = 一覧をすべて選択
list-copy = コピー
list-copy-tsv = 表計算用にコピー
list-copy-markdown = Markdown としてコピー
list-copy-plain = テキストとしてコピー
list-export = 書き出し
list-select-first = 先に OOM キルを選択してください
list-choose-two = 比較できるのは 2 件です。Ctrl を押しながらクリックして 2 件を選択してください
list-no-relative = 同じコンテナー、Pod、プロセスの OOM キルはほかにありません。Ctrl を押しながらクリックして 2 件を選択してください
list-none-before = 一連の OOM キルの最初の 1 件のため、前のものはありません
list-kills-as-tsv = OOM キル { $count } 件 (タブ区切り)
list-kills-as-text = OOM キル { $count } 件 (テキスト)
list-kills-as-markdown = OOM キル { $count } 件 (Markdown の表)

## 2 件の比較

list-close-comparison = 比較を閉じます (Esc)
list-comparison-as-markdown = Markdown としてコピー
list-comparison-as-text = テキストとしてコピー
list-comparison-as-picture = 画像としてコピー
list-copied-markdown = 比較 (Markdown)
list-copied-text = 比較 (テキスト)
list-earlier = 前 · { $time }
list-later = 後 · { $time }
list-victim-pid = { $name } (PID { $pid })
list-leave-comparison = 比較を終えて、この OOM キルを表示します
list-memory = メモリ
list-part = 内訳
list-usage-and-limits = 使用量と上限
list-figure = 項目
list-processes-by-name = 名前ごとのプロセス
list-name = 名前
list-counted-in-each = 常駐メモリです。共有メモリは各プロセスに計上されます
list-statistics = 統計
list-key = 項目
list-and-more-names = … ほか { $count } 個の名前
list-show-more-names = 変化が小さい、または変化のない { $count } 個の名前を表示
list-and-more-statistics = … ほか { $count } 個の項目
list-show-more-statistics = 変化が小さい、または変化のない { $count } 個の項目を表示
list-all = 合計
list-new = 新規
list-gone = 消滅
list-killed-both-times = 両方で強制終了
list-killed-at-first = 前に強制終了
list-killed-later = 後に強制終了
list-processes-then = プロセス { $before } → { $after } 個
list-row-in-words = { $name }: { $before }、次に { $after }
list-change = 変化
list-part-in-words = { $part }: { $size } ({ $share })
list-memory-in-words = { $name }: メモリ { $total }
list-holder = { $holder } ({ $share })
list-owners = Pod と cgroup { $count } 件
list-crash-loop = クラッシュループ
list-slow-leak = 間隔が一定

## 一連の強制終了

list-compare-ends-short = 最初と最後を比較
list-show-series = この一連の OOM キルのメモリと間隔を表示
list-alone = 同じコンテナー・Pod・サービス・プロセスの OOM キルはほかにありません
list-one-of-series = { $all } 件中 { $number } 件目: { $title }

## タイムライン全体の縮図

list-strip = タイムライン全体の縮図
list-strip-hint = タイムライン全体です。つまみを動かすかクリックすると、その期間に移ります
